import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { Notice } from '@/app/_ui/notice';
import { OtherSignIns } from '@/app/_ui/other-sign-ins';
import { Outcome, providerFailures } from '@/app/_ui/outcome';
import { PasskeyAutofill } from '@/app/_ui/passkey-autofill';
import { PasswordField } from '@/app/_ui/password-field';
import { Steps } from '@/app/_ui/steps';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { nameProvider } from '@/lib/identity-providers';
import { findLocalPath } from '@/lib/web/destination';
import { areCookiesDropped } from '@/lib/web/kept-cookies';
import { readWords } from '@/lib/web/language';
import { type PendingIdentity, readPendingIdentity } from '@/lib/web/pending-identity';
import { identitiesPath } from '@/lib/web/provider-answer';
import { findKnownEmail } from '@/lib/web/reset-link';
import { readTicket } from '@/lib/web/ticket';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { signIn } from './actions';

export const generateMetadata = entitle((words) => words.login.title);

export default async function LoginPage({ searchParams }: PageProps<'/login'>) {
  const language = await readWords();
  const { login: words, fields, steps } = language;
  const email = await findKnownEmail();
  // The last step of the way back in: the address is filled in, and who came this way has an account.
  const isLastStep = (await readTicket()).outcome === 'password-changed';
  const pending = await readPendingIdentity(null);
  const next = findLocalPath((await searchParams).next) ?? (pending && identitiesPath);
  return (
    <Card
      above={isLastStep && <Steps at="sign-in" words={steps} />}
      title={words.title}
      flash={
        (await areCookiesDropped('sign-in')) ? (
          <Notice tone="error">{words.cookieless}</Notice>
        ) : (
          <>
            <Outcome of={[...arrivals, ...providerFailures]} />
            {pending && !isLastStep && <Pending words={language} {...pending} />}
          </>
        )
      }
      below={
        isLastStep ? null : (
          <>
            {words.noAccount} <Link href="/register">{words.register}</Link>
          </>
        )
      }
    >
      <Form action={signIn}>
        <NextField next={next} />
        <Field name="email" label={fields.email} type="email" autoComplete="username webauthn" value={email} />
        <PasskeyAutofill />
        <PasswordField
          name="password"
          label={fields.password}
          autoComplete="current-password"
          words={fields}
          input={isLastStep ? { autoFocus: true } : {}}
        />
        <Submit label={words.submit} wait={fields.wait} />{' '}
        {/* After "Sign in", so that the Return key signs in; of the same form, so that the address goes along. */}
        <Submit kind="quiet" label={words.forgot} wait={fields.wait} name="forgot" />
      </Form>
      {!isLastStep && <OtherSignIns next={next} />}
    </Card>
  );
}

const arrivals = ['password-changed', 'signed-out', 'address-changed', 'backup-added', 'account-deleted'] as const;

/** A sign-in with another service belongs to an account that its owner has to sign in to first. */
function Pending({ words, provider, address, isVerified }: PendingIdentity & { words: Words }) {
  const { pending } = words.identity;
  const name = nameProvider(provider);
  const isKnown = isVerified && address;
  return (
    <Notice tone="info">{isKnown ? pending.known(name, isolate(words, address.typed)) : pending.unknown(name)}</Notice>
  );
}
