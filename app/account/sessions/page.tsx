import type { Metadata } from 'next';
import { sayAgo } from '@/app/_ui/ago';
import { Card } from '@/app/_ui/card';
import { Moment } from '@/app/_ui/moment';
import { Outcome } from '@/app/_ui/outcome';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import * as sessions from '@/lib/sessions';
import { requireVisitor } from '@/lib/web/session';
import { speak } from '@/lib/words';
import { endOtherSessions, endSession } from './actions';

export const metadata: Metadata = { title: speak().account.sessions.title };

export default screen(async function SessionsPage() {
  const { account, fields, locale } = speak();
  const words = account.sessions;
  const visitor = await requireVisitor();
  const all = await sessions.list(visitor.accountId);
  const others = all.filter(({ id }) => id !== visitor.sessionId);
  const here = all.filter(({ id }) => id === visitor.sessionId);
  return (
    <Card title={words.title} lead={words.lead} news={<Outcome of={['session-ended']} />}>
      <ul className="entries">
        {[...here, ...others].map(({ id, device, network, createdAt, lastSeenAt }) => (
          <li key={id}>
            <div>
              <h2>
                {device || words.unknownDevice}
                {id === visitor.sessionId && <span className="badge">{words.here}</span>}
              </h2>
              <p>
                {words.seen} <Moment at={lastSeenAt} locale={locale} ago={sayAgo(lastSeenAt, locale)} />
              </p>
              <p>
                {words.started} <Moment at={createdAt} locale={locale} />
              </p>
              <p>
                {words.network} {network}
              </p>
            </div>
            {id !== visitor.sessionId && (
              <form action={endSession}>
                <input type="hidden" name="session" value={id} />
                <Submit kind="plain" label={words.end} detail={device} wait={fields.wait} />
              </form>
            )}
          </li>
        ))}
      </ul>
      {others.length === 0 && <p>{words.only}</p>}
      {others.length > 0 && (
        <form action={endOtherSessions}>
          <Submit label={words.endAll} wait={fields.wait} />
        </form>
      )}
    </Card>
  );
});
