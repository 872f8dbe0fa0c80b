import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { FactorField } from '@/app/_ui/factor-field';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { PasskeyButton } from '@/app/_ui/passkey-button';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as factors from '@/lib/factors/factors';
import { secondStepMinutes } from '@/lib/users/second-steps';
import { findLocalPath, signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { findAsked } from '@/lib/web/second-step';
import { landingPage } from '@/lib/web/site';
import { verify } from './actions';

export const generateMetadata = entitle((words) => words.verify.title);

export default screen(async function VerifyPage({ searchParams }: PageProps<'/login/verify'>) {
  const { verify: words, passkey, fields, wait } = await readWords();
  const next = findLocalPath((await searchParams).next);
  const asked = await findAsked();
  if (!asked) {
    return (
      <Card isEnd title={words.again.title} lead={words.again.text(secondStepMinutes)}>
        <Link className="key main" href={signInPath(next)}>
          {words.again.submit} <Icon name="return" />
        </Link>
      </Card>
    );
  }
  // Nothing to ask for: no second factor is enrolled, or it was just given in another tab.
  if (asked.step === 'session' && !asked.user.needsFactor) redirect(next ?? landingPage);
  const { authenticator, passkeys } = await factors.find(asked.userId);
  return (
    <Card
      title={words.title}
      lead={asked.step === 'sign-in' ? words.toSignIn : words.toChange}
      below={
        asked.step === 'sign-in' ? (
          <>
            {words.notYou} <Link href={signInPath(next)}>{words.startOver}</Link>
          </>
        ) : (
          <Link href="/account">{words.cancel}</Link>
        )
      }
    >
      <Form action={verify}>
        <NextField next={next} />
        <AccountOf email={asked.email} label={words.account} />
        {passkeys > 0 && <PasskeyButton label={passkey.use} wait={fields.wait} />}
        <FactorField words={words} hasApp={authenticator} />
        {asked.step === 'sign-in' && (
          <p>
            <Link className="nearby" href="/forgot-password">
              {wait.link}
            </Link>
          </p>
        )}
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});
