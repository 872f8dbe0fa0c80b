import type { ErrorResponse, Resend } from 'resend';
import { env } from '../env';
import { attemptMs, nameOf, type Outgoing, plainReason, quoted, type Sending } from './mail';

/** The tag by which Resend's reports name the letter, also before its own id has been written down. */
export const letterTag = 'letter';

/** Hands a mail to Resend. */
export async function sendByResend(mail: Outgoing): Promise<Sending> {
  const { EMAIL_FROM, EMAIL_REPLY_TO } = env();
  const signal = AbortSignal.timeout(attemptMs);
  try {
    const { data, error, headers } = await (await open()).emails.send(
      {
        from: EMAIL_FROM,
        ...(EMAIL_REPLY_TO ? { replyTo: EMAIL_REPLY_TO } : {}),
        to: quoted(mail.to),
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': nameOf(mail), ...mail.headers },
        tags: [{ name: letterTag, value: mail.id }],
      },
      { idempotencyKey: nameOf(mail), signal },
    );
    if (!error) return { outcome: 'sent', provider: 'resend', providerId: data.id };
    return judge(error, signal.aborted, Number(headers?.['retry-after']));
  } catch (error) {
    const words = signal.aborted ? silence : error instanceof Error ? error.message : String(error);
    return { outcome: 'deferred', reason: plainReason(`Resend: ${words}`) };
  }
}

/** Asks Resend whether it takes the key, without sending. @returns what is wrong, or null */
export async function findResendProblem(): Promise<string | null> {
  const signal = AbortSignal.timeout(attemptMs);
  const { error } = await (await open()).domains.list({}, { signal });
  // A key that may only send is the better key, and says so in this way.
  if (!error || error.name === 'restricted_api_key') return null;
  const sending = judge(error, signal.aborted, Number.NaN);
  return 'reason' in sending ? sending.reason : null;
}

const silence = `no answer within ${attemptMs / 1000} seconds`;

// Loaded at the first use: who sends by a mail server alone never needs it.
async function open(): Promise<Resend> {
  const { Resend } = await import('resend');
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  return new Resend(RESEND_API_KEY, RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : {});
}

function judge({ name, message, statusCode }: ErrorResponse, isLate: boolean, retryAfter: number): Sending {
  // The key names the letter and its links. It was used with other words around them, as before a deploy: that mail has left.
  if (name === 'invalid_idempotent_request') return { outcome: 'sent', provider: 'resend', providerId: null };
  const status = statusCode ?? 0;
  const mend = mends.find(({ match }) => match.test(`${status} ${name} ${message}`))?.words ?? '';
  const said = isLate ? silence : `${status || ''} ${name}: ${message}`;
  const reason = plainReason(`Resend: ${said}${mend}`);
  if (isAboutTheLetter.test(`${status} ${name}`) && !isAboutTheSender.test(message)) {
    return { outcome: 'refused', reason };
  }
  return { outcome: 'deferred', reason, ...(retryAfter > 0 ? { retryAfterSeconds: Math.min(retryAfter, 3600) } : {}) };
}

// Everything else (keys, domains, limits, quotas, outages) is the trouble of Resend or of the settings, and the letter waits.
const isAboutTheLetter = /^(400|422) /;
const isAboutTheSender = /`?\b(from|reply_to|domain|tags|headers)\b`?|api key|idempotency/i;

const mends = [
  {
    match: /^40[13] .*(api_key|API key)/,
    words: ' (RESEND_API_KEY is not a key that may send: make one at resend.com/api-keys)',
  },
  { match: /^403 .*(domain|testing)/, words: ' (the domain of EMAIL_FROM is not verified: see resend.com/domains)' },
  { match: /^429 .*quota/, words: ' (the plan at Resend is used up)' },
  { match: /^40[45] /, words: ' (RESEND_BASE_URL does not lead to the API of Resend)' },
];
