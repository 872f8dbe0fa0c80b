import { Card } from '@/app/_ui/card';
import { Inbox } from '@/app/_ui/inbox';
import { Link } from '@/app/_ui/link';
import { entitle } from '@/app/_ui/title';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { confirmLifetimeHours } from '@/lib/users/registrations';
import { readWords } from '@/lib/web/language';
import { readTicket } from '@/lib/web/ticket';

export const generateMetadata = entitle((words) => words.registerSent.title);

export default async function RegisterSentPage() {
  const { registerSent: words, inbox, mail } = await readWords();
  const { email = '' } = await readTicket();
  return (
    <Card
      title={words.title}
      lead={
        email ? (
          <>
            {words.to} <strong className="address">{email}</strong>{' '}
            <Link className="nearby" href="/register">
              {words.another}
            </Link>
          </>
        ) : (
          words.toNobody
        )
      }
    >
      <p>{words.next(confirmLifetimeHours)}</p>
      <Inbox email={email} sender={env().EMAIL_FROM} subject={mail.confirm.subject(brand.name)} words={inbox} />
      <p>{inbox.spam}</p>
    </Card>
  );
}
