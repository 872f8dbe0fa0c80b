import type { ReactNode } from 'react';
import { Address } from '@/app/_ui/address';
import { Link } from '@/app/_ui/link';
import { type Calendar, Moment } from '@/app/_ui/moment';
import { Submit } from '@/app/_ui/submit';
import { nameProvider } from '@/lib/identity-providers';
import type * as reviews from '@/lib/users/reviews';
import type { Words } from '@/lib/words';
import { finishReview } from './actions';

type ReviewProps = { words: Words; review: reviews.Review; calendar: Calendar };

/** After a recovery: everything that leads into the account, each with the page where it is removed or renewed. */
export function Review({ words, review, calendar }: ReviewProps) {
  const { review: say } = words.account.overview;
  const { authenticator, passkeys, codesLeft, identities, backup } = review;
  return (
    <section className="review">
      <h2>{say.title}</h2>
      <p>{say.text}</p>
      <ul className="entries">
        <Entry title={say.sessions.title} href="/account/sessions" link={say.sessions.link}>
          {say.sessions.text}
        </Entry>
        {authenticator && (
          <Entry title={say.authenticator.title} href="/account/security" link={say.authenticator.link} />
        )}
        {passkeys.length > 0 && (
          <Entry title={say.passkeys.title} href="/account/security" link={say.passkeys.link}>
            {passkeys.map(({ name, createdAt }) => (
              <span className="line" key={`${name} ${createdAt.getTime()}`}>
                <bdi>{name}</bdi>
                {'\u00a0· '}
                <Moment at={createdAt} calendar={calendar} />
              </span>
            ))}
          </Entry>
        )}
        {codesLeft > 0 && (
          <Entry title={say.codes.title} href="/account/security" link={say.codes.link}>
            {say.codes.left(codesLeft)}
          </Entry>
        )}
        {identities.length > 0 && (
          <Entry title={say.identities.title} href="/account/identities" link={say.identities.link}>
            {identities.map(({ id, provider, email, createdAt }) => (
              <span className="line" key={id}>
                <bdi>{nameProvider(provider)}</bdi>
                {email && '\u00a0· '}
                {email && <Address of={email} />}
                {'\u00a0· '}
                <Moment at={createdAt} calendar={calendar} />
              </span>
            ))}
          </Entry>
        )}
        {backup && (
          <Entry title={say.backup.title} href="/account/email/backup" link={say.backup.link}>
            <Address of={backup} />
          </Entry>
        )}
      </ul>
      <form className="all" action={finishReview}>
        <Submit kind="plain" label={say.submit} wait={words.fields.wait} />
      </form>
    </section>
  );
}

type EntryProps = { title: string; href: string; link: string; children?: ReactNode };

function Entry({ title, href, link, children }: EntryProps) {
  return (
    <li>
      <div>
        <h3>{title}</h3>
        {children && <p>{children}</p>}
      </div>
      <Link className="nearby" href={href}>
        {link}
      </Link>
    </li>
  );
}
