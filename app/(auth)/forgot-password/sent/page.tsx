import { CheckInbox } from '@/app/_ui/check-inbox';
import { NextField } from '@/app/_ui/next-field';
import { Steps } from '@/app/_ui/steps';
import { entitle } from '@/app/_ui/title';
import { brand } from '@/lib/brand';
import { resetLifetimeMinutes } from '@/lib/recovery/reset-links';
import { resetBudget } from '@/lib/recovery/reset-requests';
import { withNext } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { readTicket, readWaitSeconds } from '@/lib/web/ticket';
import { requestReset } from '../actions';
import { enterCode } from './actions';

export const generateMetadata = entitle((words) => words.inbox.title);

export default async function ForgotPasswordSentPage() {
  const words = await readWords();
  const { forgotSent, mail, steps } = words;
  const { email = '', resetRequest, next } = await readTicket();
  return (
    <CheckInbox
      above={<Steps at="open" words={steps} />}
      words={words}
      page={{ ...forgotSent, next: forgotSent.next(resetLifetimeMinutes) }}
      email={email}
      back={withNext('/forgot-password', next)}
      subject={mail.reset.subject(brand.name)}
      enterCode={resetRequest ? enterCode : null}
      resend={{
        action: requestReset,
        waitSeconds: await readWaitSeconds('reset'),
        budget: resetBudget,
        children: (
          <>
            <p>{forgotSent.spelling}</p>
            <input type="hidden" name="email" value={email} />
            <NextField next={next} />
          </>
        ),
      }}
    />
  );
}
