import type { ComponentProps, ReactNode } from 'react';
import { env } from '@/lib/env';
import { findWebmail } from '@/lib/mail/webmail';
import type { Words } from '@/lib/words';
import { Card } from './card';
import { CodeBox } from './code-box';
import { Form } from './form';
import { Inbox } from './inbox';
import { Link } from './link';
import { Resend } from './resend';

type CheckInboxProps = {
  above?: ReactNode;
  words: Words;
  /** The sentences of this page. */
  page: { to: string; toNobody: string; next?: string };
  /** Where the email goes; empty when this browser no longer knows. */
  email: string;
  /** The page to type another address on. */
  back: string;
  subject: string;
  /** Takes the code of the email; null in a browser where no code works. */
  enterCode: ComponentProps<typeof CodeBox>['action'] | null;
  resend: {
    action: ComponentProps<typeof Form>['action'];
    waitSeconds: number;
    budget: { budget: number; minutes: number };
    /** What else to look at, and the fields that the form carries. */
    children?: ReactNode;
  };
};

// Longer means that the address has had its share of emails.
const longestUsualWaitSeconds = 60;

/** "Check your inbox": the way to the email, and folded away what only some need, the code and another email. */
export function CheckInbox({ above, words, page, email, back, subject, enterCode, resend }: CheckInboxProps) {
  const { inbox, code, fields } = words;
  const sender = env().EMAIL_FROM;
  const webmail = findWebmail(email, sender);
  const isSpent = resend.waitSeconds > longestUsualWaitSeconds;
  const lead = email ? (
    <>
      {page.to} <strong className="address">{email}</strong>{' '}
      <Link className="nearby" href={back}>
        {inbox.another}
      </Link>
    </>
  ) : (
    <>
      {page.toNobody}{' '}
      <Link className="nearby" href={back}>
        {inbox.startOver}
      </Link>
    </>
  );
  return (
    <Card above={above} title={inbox.title} lead={lead}>
      {page.next && <p>{page.next}</p>}
      <Inbox webmail={webmail} sender={sender} subject={subject} words={inbox} />
      <div className="folds">
        {enterCode ? (
          <CodeBox action={enterCode} words={code} wait={fields.wait} isOpen={webmail === null} />
        ) : (
          <p>{code.elsewhere}</p>
        )}
        {email && (
          <Form action={resend.action} fold={{ title: inbox.nothing, isOpen: isSpent }}>
            <p>{inbox.spam}</p>
            {resend.children}
            {isSpent && <p>{inbox.resend.spent(resend.budget.budget, resend.budget.minutes)}</p>}
            <Resend wait={{ seconds: resend.waitSeconds }} words={spellOut(inbox.resend, fields.wait)} />
          </Form>
        )}
      </div>
    </Card>
  );
}

// Rendered sentences, because functions can't be passed to a client component.
function spellOut({ submit, wait, waiting, ready, tooSoon }: Words['inbox']['resend'], pending: string) {
  return { submit, waiting, ready, wait: pending, waitFor: wait('{clock}'), tooSoon: tooSoon('{clock}') };
}
