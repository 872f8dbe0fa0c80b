import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { type Answer, attemptMs, type Outgoing, type Refusal, type Transport } from './transport/outgoing';
import { resend } from './transport/resend';
import { connections, smtp } from './transport/smtp';

/** The result of sending an email, and the transport that sent it. */
export type Sending = Refusal | { outcome: 'sent'; provider: string; providerId: string | null };

/** The configured transports, in the order in which they are tried. */
function listTransports(): Transport[] {
  const { RESEND_API_KEY, SMTP_URL, EMAIL_USER } = env();
  return [...(RESEND_API_KEY ? [resend] : []), ...(SMTP_URL || EMAIL_USER ? [smtp] : [])];
}

/** The most emails that a process sends at once. A worker claims no more, so that none waits for a connection while its lease runs. */
export const maxLanes = connections;

/** The longest that `send` can take: three transports in turn, the third of which may be a team's own, and a second of processing. */
export const longestSendMs = 3 * attemptMs + 1_000;

/**
 * Sends an email through the first transport that takes it. The next one is tried even after a permanent refusal, because an address
 * suppressed at one provider may work at another: an email is refused only when all transports refused it permanently.
 * If an answer is lost, a second copy with the same links may go out through the other transport; a repeat through the same one is
 * deduplicated. Doesn't throw for anything that a provider answers.
 * @param isStopping once true, no further transport is tried: the process may not live long enough
 */
export async function send(email: Outgoing, isStopping: () => boolean = () => false): Promise<Sending> {
  // A comma would make a second recipient in the header and in a provider's parser. Imported addresses passed no form's validation.
  if (!onePlainAddress.test(email.to)) return { outcome: 'refused', reason: 'the recipient is not one plain address' };
  const refusals: Refusal[] = [];
  for (const transport of inOrder(listTransports())) {
    if (refusals.length > 0 && isStopping()) return { ...summarize(refusals), outcome: 'deferred' };
    const answer = await transport.send(email);
    updateRest(transport, answer);
    if (answer.outcome === 'sent') return { ...answer, provider: transport.name };
    refusals.push(answer);
  }
  return summarize(refusals);
}

/** Checks each transport without sending an email. `problem` is null when it works. */
export async function findProblems(): Promise<{ provider: string; problem: string | null }[]> {
  return Promise.all(
    listTransports().map(async (transport) => ({ provider: transport.name, problem: await transport.findProblem() })),
  );
}

/** Closes the transports' connections, when the process stops. */
export function close(): void {
  for (const transport of listTransports()) transport.close?.();
}

const onePlainAddress = /^[^\s\p{Cc}@,;:<>"()[\]\\]+@[a-z0-9.-]+$/iu;

// A transport that failed is tried last for a while, or every email would wait eight seconds for it. It's still tried when the others
// fail. This is per process and only an optimization.
const restMs = 30_000;
const resting = new Map<Transport, number>();

function inOrder(transports: Transport[]): Transport[] {
  const now = performance.now();
  const awake = transports.filter((transport) => (resting.get(transport) ?? 0) <= now);
  const [first] = awake;
  // Its rest is over: one email tries it, and the others avoid it until that attempt ends.
  if (first && resting.has(first)) resting.set(first, now + attemptMs);
  return [...awake, ...transports.filter((transport) => !awake.includes(transport))];
}

function updateRest(transport: Transport, answer: Answer): void {
  if (answer.outcome !== 'deferred') {
    resting.delete(transport);
    return;
  }
  if (listTransports().length === 1 || answer.unseen === 'crowded') return;
  if (!resting.has(transport)) log('warn', 'transport rests', { provider: transport.name, reason: answer.reason });
  const { retryAfterSeconds } = answer;
  resting.set(transport, performance.now() + (retryAfterSeconds ? retryAfterSeconds * 1000 : restMs));
}

function summarize(refusals: Refusal[]): Refusal {
  const reason = refusals.map((refusal) => refusal.reason).join('; ') || 'no transport is configured';
  if (refusals.length > 0 && refusals.every(({ outcome }) => outcome === 'refused'))
    return { outcome: 'refused', reason };
  // The shortest wait: a transport that named none may work again in a second.
  const waits = refusals.flatMap((refusal) => (refusal.outcome === 'deferred' ? [refusal.retryAfterSeconds ?? 0] : []));
  const retryAfterSeconds = Math.min(...waits, 3600);
  // Only when no transport looked at the email. `crowded` is certain, `unreached` may be an outage.
  const unseen = refusals.map((refusal) => ('unseen' in refusal ? refusal.unseen : undefined));
  const wasSeen = unseen.length === 0 || unseen.includes(undefined);
  return {
    outcome: 'deferred',
    reason,
    ...(waits.length > 0 && retryAfterSeconds > 0 ? { retryAfterSeconds } : {}),
    ...(wasSeen ? {} : { unseen: unseen.includes('crowded') ? 'crowded' : 'unreached' }),
  };
}
