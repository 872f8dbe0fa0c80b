import { Card } from '@/app/_ui/card';
import { Moment } from '@/app/_ui/moment';
import { Outcome } from '@/app/_ui/outcome';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as sessions from '@/lib/users/sessions';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { sayDevice, sayIpAddress } from '@/lib/words/device';
import { formatAgo } from '@/lib/words/time';
import { endOtherSessions, endSession } from './actions';

export const generateMetadata = entitle((words) => words.account.sessions.title);

// The time of the last request is written at most every five minutes.
const activeForMs = 6 * 60_000;
const newForMs = 24 * 3_600_000;

export default screen(async function SessionsPage() {
  const language = await readWords();
  const { account, fields, intl } = language;
  const words = account.sessions;
  const now = new Date();
  const calendar = { intl, pattern: language.moment('{date}', '{clock}'), now };
  const user = await requireUser();
  const all = await sessions.list(user.userId);
  const others = all.filter(({ id }) => id !== user.sessionId);
  const here = all.filter(({ id }) => id === user.sessionId);
  const age = (moment: Date) => now.getTime() - moment.getTime();
  return (
    <Card title={words.title} lead={words.lead} flash={<Outcome of={['session-ended']} />}>
      <ul className="entries">
        {[...here, ...others].map(({ id, device, network, createdAt, lastSeenAt }) => {
          const isHere = id === user.sessionId;
          const isActive = isHere || age(lastSeenAt) < activeForMs;
          return (
            <li key={id}>
              <div>
                <h2>
                  {sayDevice(language, device)} {isHere && <span className="badge here">{words.here}</span>}
                  {!isHere && age(createdAt) < newForMs && <span className="badge new">{words.new}</span>}
                </h2>
                <p>
                  {isActive ? words.active : `${words.seen} `}
                  {!isActive && <Moment at={lastSeenAt} calendar={calendar} ago={formatAgo(lastSeenAt, intl, now)} />}
                  {'\u00a0· '}
                  <span className="unseen">{language.ipAddress} </span>
                  {sayIpAddress(language, network)}
                </p>
                <p>
                  {words.started} <Moment at={createdAt} calendar={calendar} />
                </p>
              </div>
              {!isHere && (
                <form action={endSession}>
                  <input type="hidden" name="session" value={id} />
                  <Submit kind="plain" label={words.end} detail={sayDevice(language, device)} wait={fields.wait} />
                </form>
              )}
            </li>
          );
        })}
      </ul>
      {others.length === 0 && <p>{words.only}</p>}
      {others.length > 0 && (
        <form className="all" action={endOtherSessions}>
          <Submit kind="plain" label={words.endAll} wait={fields.wait} />
        </form>
      )}
    </Card>
  );
});
