import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { NewPassword } from '@/app/_ui/new-password';
import { Notice } from '@/app/_ui/notice';
import { OtherSignIns } from '@/app/_ui/other-sign-ins';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { env } from '@/lib/env';
import { nameProvider } from '@/lib/identity-providers';
import { readHeldRegistration } from '@/lib/web/held-registration';
import { readWords } from '@/lib/web/language';
import { readPendingIdentity } from '@/lib/web/pending-identity';
import { readTicket } from '@/lib/web/ticket';
import { register } from './actions';

export const generateMetadata = entitle((words) => words.register.title);

export default async function RegisterPage() {
  const words = await readWords();
  const { identity, register: here, fields } = words;
  const { email = '' } = await readTicket();
  const kept = await readHeldRegistration();
  // No longer than the ticket keeps the address.
  const held = kept?.email === email ? kept : null;
  const pending = await readPendingIdentity(null);
  return (
    <Card
      title={here.title}
      lead={here.lead}
      flash={
        pending &&
        !pending.isVerified && (
          <Notice tone="info">{identity.pending.unconfirmed(nameProvider(pending.provider))}</Notice>
        )
      }
      below={
        <>
          {here.haveOne} <Link href="/login">{here.signIn}</Link>
        </>
      }
    >
      <Form action={register}>
        <Field name="name" label={fields.name} autoComplete="name" value={held?.name ?? pending?.name} />
        <Field name="email" label={fields.email} type="email" autoComplete="username" value={email} />
        <NewPassword label={fields.password} minLength={env().PASSWORD_MIN_LENGTH} words={words} withRepeat={false} />
        <Submit label={here.submit} wait={fields.wait} />
      </Form>
      <OtherSignIns next={null} />
    </Card>
  );
}
