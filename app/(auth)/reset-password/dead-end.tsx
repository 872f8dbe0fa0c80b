import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { Submit } from '@/app/_ui/submit';
import { resetLifetimeMinutes } from '@/lib/recovery/reset-links';
import { signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import type { findCurrentReset } from '@/lib/web/links';
import { readTicket } from '@/lib/web/ticket';
import { requestReset } from '../forgot-password/actions';

type Dead = Exclude<Awaited<ReturnType<typeof findCurrentReset>>, { state: 'open' }>;

/** The page of a link that no longer works: the reason, and a button for a new link. After a used link, signing in comes first. */
export async function DeadEnd({ link }: { link: Dead }) {
  const { reset: words, fields, login } = await readWords();
  // Without cookies, a new link would end on this page again.
  if (link.state === 'cookieless')
    return <Card isEnd title={words.dead.cookieless.title} lead={words.dead.cookieless.text} />;
  const { email = '', next } = await readTicket();
  const isUsed = link.state === 'used';
  const signIn = signInPath(next);
  return (
    <Card
      isEnd
      title={words.dead[link.state].title}
      lead={link.state === 'expired' ? words.dead.expired.text(resetLifetimeMinutes) : words.dead[link.state].text}
      below={
        isUsed ? null : (
          <>
            {words.orSignIn} <Link href={signIn}>{words.signIn}</Link>
          </>
        )
      }
    >
      {isUsed && (
        <Link className="key main" href={signIn}>
          {login.submit} <Icon name="return" />
        </Link>
      )}
      <Form action={requestReset}>
        <NextField next={next} />
        {link.state === 'invalid' || link.state === 'moved' ? (
          // Never shows an address for an invalid link, nor an address that changed since: it has to be typed, unless it was just typed.
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
