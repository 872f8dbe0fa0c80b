import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { screen } from '@/app/_ui/screen';
import { entitle } from '@/app/_ui/title';
import type { AuditEventName } from '@/lib/audit';
import * as auditTrail from '@/lib/audit-trail';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import type { Words } from '@/lib/words';
import { sayDevice, sayIpAddress } from '@/lib/words/device';
import { dayOf, formatAgo } from '@/lib/words/time';
import { Days, type Entry } from './days';

export const generateMetadata = entitle((words) => words.account.activity.title);

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default screen(async function ActivityPage({ searchParams }: Props) {
  const all = await readWords();
  const words = all.account.activity;
  const { userId } = await requireUser();
  const { before } = await searchParams;
  // The id of an event, if anything: at most 2^63 - 1.
  const start = typeof before === 'string' && /^\d{1,18}$/.test(before) ? before : undefined;
  const { events, next } = await auditTrail.list(userId, start);
  // What anyone can repeat is one entry for each kind, however often it was repeated: on the first page, at its last time.
  const counts = start ? [] : await auditTrail.listCounts(userId);
  const entries = [
    ...events.map((event) => describe(all, event)),
    ...counts.map((count) => ({
      ...describe(all, { id: count.name, at: count.lastAt, ...count }),
      ...sum(words, count),
    })),
  ].sort((one, other) => other.at.getTime() - one.at.getTime());
  const calendar = { intl: all.intl, pattern: all.moment('{date}', '{clock}'), now: new Date() };
  return (
    <Card
      title={words.title}
      lead={words.lead}
      below={<Link href="/account/password">{all.account.password.title}</Link>}
    >
      {entries.length === 0 && <p>{words.empty}</p>}
      <Days entries={entries} calendar={calendar} warning={words.warning} since={words.since} />
      {next && (
        <Link className="key plain" href={`/account/activity?before=${next}`}>
          {words.older}
        </Link>
      )}
    </Card>
  );
});

// What did not work, and what locked or closed the account: what its owner should notice.
const warnings = new Set<AuditEventName>([
  'account.deleted',
  'account.disabled',
  'account.locked',
  'code.refused',
  'password.refused',
  'reset.declined',
  'reset.failed',
  'reset.refused',
  'session.refused',
]);

type Told = { id: string; at: Date; name: AuditEventName; device: string; network: string };

function describe(words: Words, { id, at, name, device, network }: Told): Entry {
  return {
    id,
    at,
    ago: formatAgo(at, words.intl),
    title: words.account.activity.events[name],
    where: [sayDevice(words, device), sayIpAddress(words, network)].filter(Boolean).join('\u00a0· '),
    isWarning: warnings.has(name),
  };
}

function sum(
  words: Words['account']['activity'],
  { count, firstAt, lastAt }: { count: number; firstAt: Date; lastAt: Date },
) {
  if (count < 2) return {};
  const isOneDay = dayOf(firstAt, 'UTC') === dayOf(lastAt, 'UTC');
  return { times: words.times(count), ...(isOneDay ? {} : { since: firstAt }) };
}
