import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { PasswordField } from '@/app/_ui/password-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { confirmLifetimeHours } from '@/lib/mailed-links';
import { findCurrentConfirmation } from '@/lib/web/account-links';
import { readWords } from '@/lib/web/language';
import { isolate } from '@/lib/words/language';
import { confirm } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const words = (await readWords()).confirm;
  // A failed lookup must not break the title; the page itself reports it.
  const state = await findCurrentConfirmation()
    .then(({ state }) => state)
    .catch((): 'open' => 'open');
  return { title: state === 'open' ? words.title : words.dead[state].title };
}

export default screen(async function ConfirmPage() {
  const language = await readWords();
  const { confirm: words, fields, login } = language;
  const link = await findCurrentConfirmation();

  switch (link.state) {
    case 'open':
      return link.held ? (
        <Card title={words.title} lead={words.held(isolate(language, link.held.name))}>
          <Form action={confirm}>
            <input type="hidden" name="held" value="yes" />
            <AccountOf email={link.held.email} label={fields.email} />
            <Submit label={words.submit} wait={fields.wait} />
          </Form>
        </Card>
      ) : (
        <Card
          title={words.title}
          lead={words.lead}
          below={
            <>
              {words.forgotten} <Link href="/register">{words.registerAgain}</Link>
            </>
          }
        >
          <Form action={confirm}>
            <AccountOf email={link.email} label={fields.email} />
            <PasswordField name="password" label={words.password} autoComplete="current-password" words={fields} />
            <Submit label={words.submit} wait={fields.wait} />
          </Form>
        </Card>
      );
    case 'expired': {
      const { title, text, submit } = words.dead.expired;
      return <DeadEnd title={title} text={text(confirmLifetimeHours)} submit={submit} href="/register" />;
    }
    case 'used':
      return <DeadEnd {...words.dead.used} href="/login" />;
    case 'taken':
      return (
        <DeadEnd {...words.dead.taken} href="/login" below={<Link href="/forgot-password">{login.forgot}</Link>} />
      );
    case 'cookieless':
      return <Card isEnd title={words.dead.cookieless.title} lead={words.dead.cookieless.text} />;
    case 'invalid':
      return <DeadEnd {...words.dead.invalid} href="/register" />;
  }
});

type DeadEndProps = { title: string; text: string; submit: string; href: string; below?: ReactNode };

function DeadEnd({ title, text, submit, href, below }: DeadEndProps) {
  return (
    <Card isEnd title={title} lead={text} below={below}>
      <Link className="key main" href={href}>
        {submit} <Icon name="return" />
      </Link>
    </Card>
  );
}
