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
import { readWords } from '@/lib/web/language';
import { findCurrentAddressChange } from '@/lib/web/links';
import { isolate } from '@/lib/words/language';
import { confirmEmail } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const words = (await readWords()).confirmEmail;
  // A failed lookup must not break the title; the page itself reports it.
  const state = await findCurrentAddressChange()
    .then(({ state }) => state)
    .catch((): 'open' => 'open');
  return { title: state === 'open' ? words.title : words.dead[state].title };
}

export default screen(async function ConfirmEmailPage() {
  const language = await readWords();
  const { confirmEmail: words, fields } = language;
  const change = await findCurrentAddressChange();
  if (change.state === 'cookieless')
    return <Card isEnd title={words.dead.cookieless.title} lead={words.dead.cookieless.text} />;
  if (change.state !== 'open') {
    return (
      <Card isEnd title={words.dead[change.state].title} lead={words.dead[change.state].text}>
        <Link className="key main" href="/login">
          {words.signIn} <Icon name="return" />
        </Link>
      </Card>
    );
  }
  return (
    <Card title={words.title} lead={<Sentence>{words.lead(isolate(language, change.from))}</Sentence>}>
      <Form action={confirmEmail}>
        <AccountOf email={change.email} label={words.address} />
        {!change.isSignedIn && (
          <PasswordField name="password" label={words.password} autoComplete="current-password" words={fields} />
        )}
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});
