import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { Submit } from '@/app/_ui/submit';
import { signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import type { findCurrentReset } from '@/lib/web/reset-link';
import { findUser } from '@/lib/web/reset-sessions';
import { readTicket } from '@/lib/web/ticket';
import { isolate } from '@/lib/words/language';
import { formatDuration } from '@/lib/words/time';
import { requestReset } from '../forgot-password/actions';

type Dead = Exclude<Awaited<ReturnType<typeof findCurrentReset>>, { state: 'open' }>;

/**
 * The page of a link that no longer works: the reason, and a button for a new link. After a used link, signing in comes first, or the
 * account of someone who is signed in already.
 */
export async function DeadEnd({ link }: { link: Dead }) {
  const language = await readWords();
  const { reset: words, fields, login, home } = language;
  // Without cookies, a new link would end on this page again.
  if (link.state === 'cookieless')
    return <Card isEnd title={words.dead.cookieless.title} lead={words.dead.cookieless.text} />;
  const { email = '', next } = await readTicket();
  const isUsed = link.state === 'used';
  const user = await findUser();
  const signIn = signInPath(next);
  const text =
    link.state === 'expired'
      ? words.dead.expired.text(formatDuration(link.lifetimeMinutes, language.intl))
      : words.dead[link.state].text;
  return (
    <Card
      isEnd
      title={words.dead[link.state].title}
      lead={isUsed && user ? home.signedIn(isolate(language, user.name)) : text}
      below={
        !isUsed &&
        (user ? (
          <Link href="/account">{home.toAccount}</Link>
        ) : (
          <>
            {words.orSignIn} <Link href={signIn}>{words.signIn}</Link>
          </>
        ))
      }
    >
      {isUsed && (
        <Link className="key main" href={user ? '/account' : signIn}>
          {user ? home.toAccount : login.submit} <Icon name="return" />
        </Link>
      )}
      <Form action={requestReset}>
        <NextField next={next} />
        {link.state === 'invalid' || link.state === 'moved' || link.isMasked ? (
          // Shows no address for an invalid link or one to a backup address, nor an address that changed since: it has to be typed, unless
          // it was just typed.
          <>
            <Field
              name="email"
              label={fields.email}
              type="email"
              autoComplete="username"
              value={link.state === 'moved' && link.email === email ? '' : email}
            />
            <Submit label={words.again} wait={fields.wait} />
          </>
        ) : (
          <>
            <input type="hidden" name="email" value={link.email} />
            <Submit label={words.again} wait={fields.wait} kind={isUsed ? 'plain' : 'main'} />
            {/* Below the button, so that it doesn't read as if the link were on its way. */}
            <p className="hint">
              {words.to}{' '}
              <strong>
                <Address of={link.email} />
              </strong>
            </p>
          </>
        )}
      </Form>
    </Card>
  );
}
