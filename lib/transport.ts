import { env } from './env';
import { log } from './log';
import type { Outgoing, Provider, Sending } from './transport/mail';
import { attemptMs } from './transport/mail';
import { findResendProblem, sendByResend } from './transport/resend';
import { closeSmtp, connections, findSmtpProblem, sendBySmtp } from './transport/smtp';

/** So many mails can leave at once. A worker takes no more letters than that, so that none waits for a connection. */
export const lanes = connections;

/** The longest that `send` can take: every transport in turn, and something for the processor. */
export const longestSendMs = 2 * attemptMs + 1_000;

/**
 * Sends a mail through the first transport that takes it. Whatever one of them says, the next is asked too: an address that is
 * suppressed at one provider may be fine at the other. So a letter is refused only when all have refused it for good.
 * When an answer is lost, a second copy with the same links may leave by the other way; a repeat by the same way is recognised.
 * Never throws for what the other side says.
 * @param isStopping once true, no further transport is begun: the process may not live long enough for it
 */
export async function send(mail: Outgoing, isStopping: () => boolean = () => false): Promise<Sending> {
  // A comma would be a second recipient in the header, and for whoever parses an envelope. Imported rows met no form.
  if (!onePlainAddress.test(mail.to)) return { outcome: 'refused', reason: 'the recipient is not one plain address' };
  const answers: Refusal[] = [];
  for (const provider of inOrder(configured())) {
    if (answers.length > 0 && isStopping()) return { ...summarize(answers), outcome: 'deferred' };
    const answer = await ways[provider].send(mail);
    remember(provider, answer);
    if (answer.outcome === 'sent') return answer;
    answers.push(answer);
  }
  return summarize(answers);
}

/** What keeps each transport from working, found without sending anything. Null: nothing. */
export async function findProblems(): Promise<{ provider: Provider; problem: string | null }[]> {
  return Promise.all(configured().map(async (provider) => ({ provider, problem: await ways[provider].findProblem() })));
}

/** Closes the connections to the mail server, when the process stops. */
export function close(): void {
  closeSmtp();
}

type Refusal = Exclude<Sending, { outcome: 'sent' }>;

const onePlainAddress = /^[^\s\p{Cc}@,;:<>"()[\]\\]+@[a-z0-9.-]+$/iu;

const ways = {
  resend: { send: sendByResend, findProblem: findResendProblem },
  smtp: { send: sendBySmtp, findProblem: findSmtpProblem },
};

function configured(): Provider[] {
  const { RESEND_API_KEY, SMTP_URL, EMAIL_USER } = env();
  return [...(RESEND_API_KEY ? ['resend' as const] : []), ...(SMTP_URL || EMAIL_USER ? ['smtp' as const] : [])];
}

// A transport that has failed is asked last for a while, or every letter would wait eight seconds for it. It is asked all the same
// when the other fails too, and nothing depends on this: another process finds out for itself.
const restMs = 30_000;
const resting = new Map<Provider, number>();

function inOrder(providers: Provider[]): Provider[] {
  const now = performance.now();
  const awake = providers.filter((provider) => (resting.get(provider) ?? 0) <= now);
  const [first] = awake;
  // Its rest is over: one letter tries it, and the others go around it until that one is back.
  if (first && resting.has(first)) resting.set(first, now + attemptMs);
  return [...awake, ...providers.filter((provider) => !awake.includes(provider))];
}

function remember(provider: Provider, answer: Sending): void {
  if (answer.outcome !== 'deferred') {
    resting.delete(provider);
    return;
  }
  if (configured().length === 1) return;
  if (!resting.has(provider)) log('warn', 'transport rests', { provider, reason: answer.reason });
  const { retryAfterSeconds } = answer;
  resting.set(provider, performance.now() + (retryAfterSeconds ? retryAfterSeconds * 1000 : restMs));
}

function summarize(answers: Refusal[]): Refusal {
  const reason = answers.map((answer) => answer.reason).join('; ') || 'no transport is configured';
  if (answers.length > 0 && answers.every(({ outcome }) => outcome === 'refused'))
    return { outcome: 'refused', reason };
  // Only what every transport asks for: one that named no time may be well again in a second.
  const waits = answers.flatMap((answer) => (answer.outcome === 'deferred' ? [answer.retryAfterSeconds ?? 0] : []));
  const retryAfterSeconds = Math.min(...waits, 3600);
  return { outcome: 'deferred', reason, ...(waits.length > 0 && retryAfterSeconds > 0 ? { retryAfterSeconds } : {}) };
}
