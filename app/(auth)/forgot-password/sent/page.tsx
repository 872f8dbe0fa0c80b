import { Card } from '@/app/_ui/card';
import { CodeBox } from '@/app/_ui/code-box';
import { Form } from '@/app/_ui/form';
import { Inbox } from '@/app/_ui/inbox';
import { NextField } from '@/app/_ui/next-field';
import { Resend } from '@/app/_ui/resend';
import { Steps } from '@/app/_ui/steps';
import { entitle } from '@/app/_ui/title';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { resetLifetimeMinutes } from '@/lib/recovery/reset-links';
import { resetBudget } from '@/lib/recovery/reset-requests';
import { readWords } from '@/lib/web/language';
import { readTicket } from '@/lib/web/ticket';
import { requestReset } from '../actions';
import { enterCode } from './actions';

export const generateMetadata = entitle((words) => words.forgotSent.title);

// Longer means that the address has had its share of links.
const longestUsualWaitSeconds = 60;

export default async function ForgotPasswordSentPage() {
  const { forgotSent: words, fields, inbox, mail, steps, code } = await readWords();
  const { email = '', waitSeconds = 0, resetRequest, next } = await readTicket();
  return (
    <Card
      above={<Steps at="open" words={steps} />}
      title={words.title}
      lead={
        email ? (
          <>
            {words.to} <strong className="address">{email}</strong>{' '}
            <a className="nearby" href="#email">
              {words.another}
            </a>
          </>
        ) : (
          words.toNobody
        )
      }
    >
      <p>{words.next(resetLifetimeMinutes)}</p>
      <Inbox email={email} sender={env().EMAIL_FROM} subject={mail.reset.subject(brand.name)} words={inbox} />
      {resetRequest ? <CodeBox action={enterCode} words={code} wait={fields.wait} /> : <p>{code.elsewhere}</p>}
      <div className="aside">
        <h2>{words.nothing}</h2>
        <ul>
          <li>{words.spam}</li>
          <li>{words.spelling}</li>
        </ul>
        <Form action={requestReset}>
          <NextField next={next} />
          {waitSeconds > longestUsualWaitSeconds && <p>{words.spent(resetBudget.budget, resetBudget.minutes)}</p>}
          <Resend
            email={email}
            wait={{ seconds: waitSeconds }}
            words={{
              email: fields.email,
              submit: words.submit,
              wait: fields.wait,
              waitFor: words.wait('{clock}'),
              waiting: words.waiting,
              ready: words.ready,
              tooSoon: words.tooSoon('{clock}'),
            }}
          />
        </Form>
      </div>
    </Card>
  );
}
