import type { Metadata } from 'next';
import { sayAgo } from '@/app/_ui/ago';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { Moment } from '@/app/_ui/moment';
import { screen } from '@/app/_ui/screen';
import * as events from '@/lib/events';
import { requireVisitor } from '@/lib/web/session';
import { speak } from '@/lib/words';

export const metadata: Metadata = { title: speak().account.activity.title };

export default screen(async function ActivityPage() {
  const { account, locale } = speak();
  const words = account.activity;
  const { accountId } = await requireVisitor();
  const happened = await events.list(accountId);
  return (
    <Card title={words.title} lead={words.lead} below={<Link href="/account/password">{account.password.title}</Link>}>
      {happened.length === 0 && <p>{words.empty}</p>}
      <ol className="entries">
        {happened.map(({ id, at, name, device, network }) => (
          <li key={id}>
            <div>
              <h2>{words.events[name]}</h2>
              <p className="when">
                <Moment at={at} locale={locale} ago={sayAgo(at, locale)} />
              </p>
              <p>{words.from(device || account.sessions.unknownDevice, network)}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
});
