import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { type Answer, attemptMs, type Outgoing, type Refusal, type Transport } from './transport/outgoing';
import { resend } from './transport/resend';
import { connections, smtp } from './transport/smtp';

/** What became of an email, and by which transport. */
export type Sending = Refusal | { outcome: 'sent'; provider: string; providerId: string | null };

/** The transports of the settings, in the order in which they are asked. */
function listTransports(): Transport[] {
  const { RESEND_API_KEY, SMTP_URL, EMAIL_USER } = env();
  return [...(RESEND_API_KEY ? [resend] : []), ...(SMTP_URL || EMAIL_USER ? [smtp] : [])];
}

/** The most emails that can leave at once. A worker takes no more, so that none waits for a connection. */
export const lanes = connections;

/** The longest that `send` can take: three transports in turn, and something for the processor. */
export const longestSendMs = 3 * attemptMs + 1_000;

/**
 * Sends an email through the first transport that takes it. Whatever one of them says, the next is asked too: an address that is
 * suppressed at one provider may be fine at the other. So an email is refused only when all have refused it for good.
 * When an answer is lost, a second copy with the same links may leave by the other way; a repeat by the same way is recognised.
 * Never throws for what the other side says.
 * @param isStopping once true, no further transport is begun: the process may not live long enough for it
 */
export async function send(email: Outgoing, isStopping: () => boolean = () => false): Promise<Sending> {
  // A comma would be a second recipient in the header and for a provider's parser. Imported rows met no form.
  if (!onePlainAddress.test(email.to)) return { outcome: 'refused', reason: 'the recipient is not one plain address' };
  const refusals: Refusal[] = [];
  for (const transport of inOrder(listTransports())) {
    if (refusals.length > 0 && isStopping()) return { ...summarize(refusals), outcome: 'deferred' };
    const answer = await transport.send(email);
    remember(transport, answer);
    if (answer.outcome === 'sent') return { ...answer, provider: transport.name };
    refusals.push(answer);
  }
  return summarize(refusals);
}

/** What keeps each transport from working, found without sending anything. Null: nothing. */
export async function findProblems(): Promise<{ provider: string; problem: string | null }[]> {
  return Promise.all(
    listTransports().map(async (transport) => ({ provider: transport.name, problem: await transport.findProblem() })),
  );
}

/** Closes what the transports have open, when the process stops. */
export function close(): void {
  for (const transport of listTransports()) transport.close?.();
}

const onePlainAddress = /^[^\s\p{Cc}@,;:<>"()[\]\\]+@[a-z0-9.-]+$/iu;

// A transport that has failed is asked last for a while, or every email would wait eight seconds for it. It is still asked when
// the others fail too, and nothing depends on this: another process finds out for itself.
const restMs = 30_000;
const resting = new Map<Transport, number>();

function inOrder(transports: Transport[]): Transport[] {
  const now = performance.now();
  const awake = transports.filter((transport) => (resting.get(transport) ?? 0) <= now);
  const [first] = awake;
  // Its rest is over: one email tries it, and the others go around it until that one is back.
  if (first && resting.has(first)) resting.set(first, now + attemptMs);
  return [...awake, ...transports.filter((transport) => !awake.includes(transport))];
}

function remember(transport: Transport, answer: Answer): void {
  if (answer.outcome !== 'deferred') {
    resting.delete(transport);
    return;
  }
  if (listTransports().length === 1) return;
  if (!resting.has(transport)) log('warn', 'transport rests', { provider: transport.name, reason: answer.reason });
  const { retryAfterSeconds } = answer;
  resting.set(transport, performance.now() + (retryAfterSeconds ? retryAfterSeconds * 1000 : restMs));
}

function summarize(refusals: Refusal[]): Refusal {
  const reason = refusals.map((refusal) => refusal.reason).join('; ') || 'no transport is configured';
  if (refusals.length > 0 && refusals.every(({ outcome }) => outcome === 'refused'))
    return { outcome: 'refused', reason };
  // Only what every transport asks for: one that named no time may work again in a second.
  const waits = refusals.flatMap((refusal) => (refusal.outcome === 'deferred' ? [refusal.retryAfterSeconds ?? 0] : []));
  const retryAfterSeconds = Math.min(...waits, 3600);
  return { outcome: 'deferred', reason, ...(waits.length > 0 && retryAfterSeconds > 0 ? { retryAfterSeconds } : {}) };
}
