import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { Moment } from '@/app/_ui/moment';
import { screen } from '@/app/_ui/screen';
import { entitle } from '@/app/_ui/title';
import * as audit from '@/lib/audit';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { sayDevice } from '@/lib/words/device';
import { isolate } from '@/lib/words/language';
import { formatAgo } from '@/lib/words/time';

export const generateMetadata = entitle((words) => words.account.activity.title);

type Props = { searchParams: Promise<{ before?: string | string[] }> };

export default screen(async function ActivityPage({ searchParams }: Props) {
  const all = await readWords();
  const { account, intl } = all;
  const words = account.activity;
  const pattern = all.moment('{date}', '{clock}');
  const { userId } = await requireUser();
  const { before } = await searchParams;
  // The id of an event, if anything: at most 2^63 - 1.
  const start = typeof before === 'string' && /^\d{1,18}$/.test(before) ? before : undefined;
  const { events, next } = await audit.list(userId, start);
  const counts = start ? [] : await audit.listCounts(userId);
  return (
    <Card title={words.title} lead={words.lead} below={<Link href="/account/password">{account.password.title}</Link>}>
      {events.length === 0 && <p>{words.empty}</p>}
      <ol className="entries">
        {events.map(({ id, at, name, device, network }) => (
          <li key={id}>
            <div>
              <h2>{words.events[name]}</h2>
              <p className="when">
                <Moment at={at} intl={intl} pattern={pattern} ago={formatAgo(at, intl)} />
              </p>
              <p>{words.from(sayDevice(all, device), isolate(all, network))}</p>
            </div>
          </li>
        ))}
      </ol>
      {next && <Link href={`/account/activity?before=${next}`}>{words.older}</Link>}
      {counts.length > 0 && (
        <section>
          <h2>{words.others}</h2>
          <p>{words.othersLead}</p>
          <ul className="entries">
            {counts.map(({ name, count, firstAt, lastAt, device, network }) => (
              <li key={name}>
                <div>
                  <h3>
                    {words.events[name]}
                    {count > 1 && <span className="badge">{words.times(count)}</span>}
                  </h3>
                  <p>
                    {words.last} <Moment at={lastAt} intl={intl} pattern={pattern} ago={formatAgo(lastAt, intl)} />
                  </p>
                  {count > 1 && (
                    <p>
                      {words.since} <Moment at={firstAt} intl={intl} pattern={pattern} />
                    </p>
                  )}
                  <p>{words.from(sayDevice(all, device), isolate(all, network))}</p>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Card>
  );
});
