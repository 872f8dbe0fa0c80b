import { CheckInbox } from '@/app/_ui/check-inbox';
import { entitle } from '@/app/_ui/title';
import { brand } from '@/lib/brand';
import { mailBudget } from '@/lib/users/registrations';
import { readHeldRegistration } from '@/lib/web/held-registration';
import { readWords } from '@/lib/web/language';
import { readWaitSeconds } from '@/lib/web/ticket';
import { enterCode, resend } from './actions';

export const generateMetadata = entitle((words) => words.inbox.title);

export default async function RegisterSentPage() {
  const words = await readWords();
  const { registerSent, mail } = words;
  const held = await readHeldRegistration();
  return (
    <CheckInbox
      words={words}
      page={registerSent}
      email={held?.email ?? ''}
      back="/register"
      subject={mail.confirm.subject(brand.name)}
      enterCode={held?.requestId ? enterCode : null}
      resend={{ action: resend, waitSeconds: await readWaitSeconds('registration'), budget: mailBudget }}
    />
  );
}
