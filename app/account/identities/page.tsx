import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { type Calendar, Moment } from '@/app/_ui/moment';
import { Outcome, providerFailures } from '@/app/_ui/outcome';
import { ProviderButtons } from '@/app/_ui/provider-buttons';
import { screen } from '@/app/_ui/screen';
import { isUsable, listProviders, nameProvider } from '@/lib/identity-providers';
import { type Identity, list } from '@/lib/users/known-identities';
import { readWords } from '@/lib/web/language';
import { readPendingIdentity } from '@/lib/web/pending-identity';
import { identitiesPath } from '@/lib/web/provider-answer';
import { findUser, requireUser } from '@/lib/web/session';
import type { Words } from '@/lib/words';
import { formatAgo } from '@/lib/words/time';
import { Connect } from './connect';

export async function generateMetadata(): Promise<Metadata> {
  const { identity: words } = await readWords();
  const pending = await readPendingIdentity((await findUser())?.userId ?? null);
  return { title: pending ? words.connect.title(nameProvider(pending.provider)) : words.title };
}

/** The services that sign in to the account; or, while one waits to be connected, that one. */
export default screen(async function IdentitiesPage() {
  const language = await readWords();
  const { identity: words, fields, intl } = language;
  const user = await requireUser();
  const pending = await readPendingIdentity(user.userId);
  if (pending) return <Connect pending={pending} />;
  const connected = await list(user.userId);
  const others = listProviders().filter(
    ({ id }) => !connected.some((identity) => identity.provider === id && isUsable(identity)),
  );
  if (connected.length + others.length === 0) redirect('/account');
  const calendar = { intl, pattern: language.moment('{date}', '{clock}'), now: new Date() };
  return (
    <Card
      title={words.title}
      lead={words.lead}
      flash={
        <Outcome
          of={[
            'identity-connected',
            'identity-disconnected',
            'identity-exists',
            'identity-taken',
            'factor-gone',
            ...providerFailures,
          ]}
        />
      }
    >
      {connected.length > 0 && (
        <ul className="entries">
          {connected.map((identity) => (
            <Entry key={identity.id} words={words} identity={identity} calendar={calendar} />
          ))}
        </ul>
      )}
      <ProviderButtons
        what="connect"
        providers={others}
        next={identitiesPath}
        label={words.connect.submit}
        wait={fields.wait}
      />
    </Card>
  );
});

type EntryProps = { words: Words['identity']; identity: Identity; calendar: Calendar };

function Entry({ words, identity, calendar }: EntryProps) {
  const { id, provider, email, createdAt, lastUsedAt } = identity;
  const name = nameProvider(provider);
  return (
    <li>
      <div>
        <h2>
          <bdi>{name}</bdi>
        </h2>
        {email && (
          <p>
            <Address of={email} />
          </p>
        )}
        <p>
          {words.added} <Moment at={createdAt} calendar={calendar} />
          {'\u00a0· '}
          {lastUsedAt ? `${words.used} ` : words.unused}
          {lastUsedAt && (
            <Moment at={lastUsedAt} calendar={calendar} ago={formatAgo(lastUsedAt, calendar.intl, calendar.now)} />
          )}
        </p>
      </div>
      <Link className="key plain" href={`${identitiesPath}/${id}`}>
        {words.disconnect.link} <span className="unseen">{name}</span>
      </Link>
    </li>
  );
}
