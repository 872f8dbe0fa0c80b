import { Link } from '@/app/_ui/link';
import { Moment } from '@/app/_ui/moment';
import { PasskeySignals } from '@/app/_ui/passkey-signals';
import { WithPasskeys } from '@/app/_ui/with-passkeys';
import * as passkeys from '@/lib/factors/passkeys';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { formatAgo } from '@/lib/words/time';

/** The passkeys of the account, and the way to another one. */
export async function Passkeys() {
  const language = await readWords();
  const { passkey: words, intl } = language;
  const user = await requireUser();
  const all = await passkeys.list(user.userId);
  const now = new Date();
  const calendar = { intl, pattern: language.moment('{date}', '{clock}'), now };
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{words.lead}</p>
      {all.length > 0 && (
        <ul className="entries">
          {all.map(({ id, name, createdAt, lastUsedAt, counterWentBackAt, isBackedUp }) => (
            <li key={id}>
              <div>
                <h3>
                  <bdi>{name}</bdi>
                </h3>
                <p>
                  {words.added} <Moment at={createdAt} calendar={calendar} />
                  {'\u00a0· '}
                  {lastUsedAt ? `${words.used} ` : words.unused}
                  {lastUsedAt && <Moment at={lastUsedAt} calendar={calendar} ago={formatAgo(lastUsedAt, intl, now)} />}
                </p>
                {counterWentBackAt && !isBackedUp && <p className="refusal">{words.suspect}</p>}
              </div>
              <Link className="key plain" href={`/account/security/passkeys/${id}`}>
                {words.change} <span className="unseen">{name}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <WithPasskeys>
        <Link className="key plain" href="/account/security/passkeys/new">
          {words.add}
        </Link>
      </WithPasskeys>
      <PasskeySignals after={['passkey-removed']} user={user} />
    </section>
  );
}
