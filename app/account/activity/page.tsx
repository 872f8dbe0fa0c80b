import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { Moment } from '@/app/_ui/moment';
import { screen } from '@/app/_ui/screen';
import { entitle } from '@/app/_ui/title';
import * as events from '@/lib/audit';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { sayDevice } from '@/lib/words/device';
import { isolate } from '@/lib/words/language';
import { formatAgo } from '@/lib/words/time';

export const generateMetadata = entitle((words) => words.account.activity.title);

export default screen(async function ActivityPage() {
  const all = await readWords();
  const { account, intl } = all;
  const words = account.activity;
  const pattern = all.moment('{date}', '{clock}');
  const { userId } = await requireUser();
  const happened = await events.list(userId);
  return (
    <Card title={words.title} lead={words.lead} below={<Link href="/account/password">{account.password.title}</Link>}>
      {happened.length === 0 && <p>{words.empty}</p>}
      <ol className="entries">
        {happened.map(({ id, at, name, device, network }) => (
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
    </Card>
  );
});
