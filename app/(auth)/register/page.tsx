import type { Metadata } from 'next';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { NewPassword } from '@/app/_ui/new-password';
import { Submit } from '@/app/_ui/submit';
import { env } from '@/lib/env';
import { readTicket } from '@/lib/web/ticket';
import { speak } from '@/lib/words';
import { register } from './actions';

export const metadata: Metadata = { title: speak().register.title };

export default async function RegisterPage() {
  const words = speak();
  const { register: here, fields } = words;
  const { email = '' } = await readTicket();
  return (
    <Card
      title={here.title}
      lead={here.lead}
      below={
        <>
          {here.haveOne} <Link href="/login">{here.signIn}</Link>
        </>
      }
    >
      <Form action={register}>
        <Field name="name" label={fields.name} autoComplete="name" />
        <Field
          name="email"
          label={fields.email}
          type="email"
          autoComplete="username"
          value={email}
          hint={here.emailHint}
        />
        <NewPassword label={fields.password} minLength={env().PASSWORD_MIN_LENGTH} words={words} withRepeat={false} />
        <Submit label={here.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
}
