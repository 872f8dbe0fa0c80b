import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Icon } from '@/app/_ui/icon';
import { Inbox } from '@/app/_ui/inbox';
import { Link } from '@/app/_ui/link';
import { Notice } from '@/app/_ui/notice';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { findWebmail } from '@/lib/mail/webmail';
import { readWords } from '@/lib/web/language';
import { readTicket, type Ticket } from '@/lib/web/ticket';
import type { Words } from '@/lib/words';

export async function generateMetadata(): Promise<Metadata> {
  const { notMe, login } = await readWords();
  const done = findDone(await readTicket(), notMe);
  return { title: done?.title ?? login.title };
}

/** What “this was not me” or “I did not ask for this” has done. No password field: a locked account has no password. */
export default async function NotMeDonePage() {
  const { notMe, mail, inbox } = await readWords();
  const ticket = await readTicket();
  const done = findDone(ticket, notMe) ?? redirect('/login');
  const words = notMe.done;
  if (!('ticks' in done)) {
    return <Card isEnd title={done.title} lead={done.text} below={<Link href="/login">{words.signIn}</Link>} />;
  }
  const { email = '', earlier = 0 } = ticket;
  const sender = env().EMAIL_FROM;
  return (
    <Card
      isEnd
      title={done.title}
      below={
        <>
          {words.nothing} <Link href="/forgot-password">{words.again}</Link>
        </>
      }
    >
      <ul className="ticks">
        {done.ticks.map((tick) => (
          <li key={tick}>
            <Icon name="done" /> <span>{tick}</span>
          </li>
        ))}
        <li>
          <Icon name="done" />{' '}
          {email === '' ? (
            <span>{words.toMain}</span>
          ) : (
            <span>
              {words.to}{' '}
              <strong>
                <Address of={email} />
              </strong>
            </span>
          )}
        </li>
      </ul>
      {earlier > 0 && <Notice tone="info">{words.earlier}</Notice>}
      {email !== '' && (
        <Inbox
          webmail={findWebmail(email, sender)}
          sender={sender}
          subject={mail.reset.locked.subject(brand.name)}
          words={inbox}
        />
      )}
    </Card>
  );
}

function findDone({ outcome }: Ticket, { done }: Words['notMe']) {
  switch (outcome) {
    case 'account-locked':
    case 'account-restored':
    case 'link-denied':
      return done[outcome];
    default:
      return null;
  }
}
