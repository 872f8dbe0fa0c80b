import { Card } from '@/app/_ui/card';
import { Moment } from '@/app/_ui/moment';
import { Outcome } from '@/app/_ui/outcome';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as sessions from '@/lib/users/sessions';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { sayDevice } from '@/lib/words/device';
import { formatAgo } from '@/lib/words/time';
import { endOtherSessions, endSession } from './actions';

export const generateMetadata = entitle((words) => words.account.sessions.title);

export default screen(async function SessionsPage() {
  const language = await readWords();
  const { account, fields, intl } = language;
  const words = account.sessions;
  const pattern = language.moment('{date}', '{clock}');
  const user = await requireUser();
  const all = await sessions.list(user.userId);
  const others = all.filter(({ id }) => id !== user.sessionId);
  const here = all.filter(({ id }) => id === user.sessionId);
  return (
    <Card title={words.title} lead={words.lead} flash={<Outcome of={['session-ended']} />}>
      <ul className="entries">
        {[...here, ...others].map(({ id, device, network, createdAt, lastSeenAt }) => (
          <li key={id}>
            <div>
              <h2>
                {sayDevice(language, device)}
                {id === user.sessionId && <span className="badge">{words.here}</span>}
              </h2>
              <p>
                {words.seen} <Moment at={lastSeenAt} intl={intl} pattern={pattern} ago={formatAgo(lastSeenAt, intl)} />
              </p>
              <p>
                {words.started} <Moment at={createdAt} intl={intl} pattern={pattern} />
              </p>
              <p>
                {words.network} <bdi dir="ltr">{network}</bdi>
              </p>
            </div>
            {id !== user.sessionId && (
              <form action={endSession}>
                <input type="hidden" name="session" value={id} />
                <Submit kind="plain" label={words.end} detail={sayDevice(language, device)} wait={fields.wait} />
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
