import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { screen } from '@/app/_ui/screen';
import { Steps } from '@/app/_ui/steps';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { resetLifetimeMinutes } from '@/lib/recovery/reset-links';
import { findLocalPath, signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { findKnownEmail } from '@/lib/web/reset-link';
import { findUser } from '@/lib/web/reset-sessions';
import { requestReset } from './actions';

export const generateMetadata = entitle((words) => words.forgot.title);

export default screen(async function ForgotPasswordPage({ searchParams }: PageProps<'/forgot-password'>) {
  const { forgot: words, fields, steps } = await readWords();
  const user = await findUser();
  const next = findLocalPath((await searchParams).next);
  const email = user?.email ?? (await findKnownEmail());
  return (
    <Card
      above={<Steps at="ask" words={steps} />}
      title={words.title}
      lead={words.lead(resetLifetimeMinutes)}
      below={
        user ? null : (
          <>
            {words.remembered} <Link href={signInPath(next)}>{words.signIn}</Link>
          </>
        )
      }
    >
      <Form action={requestReset}>
        <NextField next={next} />
        <Field name="email" label={fields.email} type="email" autoComplete="username" value={email} />
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});
