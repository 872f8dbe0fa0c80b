import type { Metadata } from 'next';
import { AccountOf } from '@/app/_ui/account-of';
import { Sentence } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { PasswordField } from '@/app/_ui/password-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { mask } from '@/lib/fields';
import { listProviders } from '@/lib/identity-providers';
import { backupDelayDays } from '@/lib/users/ways-in';
import { findCurrentNewAddress } from '@/lib/web/account-links';
import { signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { isolate } from '@/lib/words/language';
import { confirmEmail } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const words = await readWords();
  // A failed lookup must not break the title; the page itself reports it.
  const { state, isBackup } = await findCurrentNewAddress().catch(() => ({ state: 'open' as const, isBackup: false }));
  const { title } = isBackup ? words.confirmBackup : words.confirmEmail;
  return { title: state === 'open' ? title : sayDead(words, isBackup)[state].title };
}

export default screen(async function ConfirmEmailPage() {
  const language = await readWords();
  const { confirmBackup, confirmEmail: ofMain, fields, identity } = language;
  const change = await findCurrentNewAddress();
  if (change.state !== 'open') {
    const { title, text } = sayDead(language, change.isBackup)[change.state];
    return (
      <Card isEnd title={title} lead={text}>
        {change.state !== 'cookieless' && (
          <Link className="key main" href="/login">
            {ofMain.signIn} <Icon name="return" />
          </Link>
        )}
      </Card>
    );
  }
  const { isBackup, isSignedIn } = change;
  const words = isBackup ? confirmBackup : ofMain;
  // Someone who can read one of the two mailboxes doesn't learn the other address here.
  const show = (email: string) => (isBackup && !isSignedIn ? mask(email) : email);
  const from = isolate(language, show(change.from));
  return (
    <Card
      title={words.title}
      lead={<Sentence>{isBackup ? confirmBackup.lead(from, backupDelayDays) : ofMain.lead(from)}</Sentence>}
      // Someone without a password confirms it after signing in with a service.
      below={
        !isSignedIn &&
        listProviders().length > 0 && <Link href={signInPath('/confirm-email')}>{identity.again.elsewhere}</Link>
      }
    >
      <Form action={confirmEmail}>
        <AccountOf email={show(change.email)} label={words.address} isUserName={!isBackup} />
        {!isSignedIn && (
          <PasswordField name="password" label={words.password} autoComplete="current-password" words={fields} />
        )}
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});

function sayDead({ confirmBackup, confirmEmail }: Awaited<ReturnType<typeof readWords>>, isBackup: boolean) {
  return isBackup ? { ...confirmEmail.dead, ...confirmBackup.dead } : confirmEmail.dead;
}
