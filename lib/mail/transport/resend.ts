import { type ErrorResponse, Resend } from 'resend';
import { env } from '@/lib/env';
import {
  type Answer,
  attemptMs,
  automaticHeaders,
  nameOf,
  plainReason,
  quoted,
  type Refusal,
  type Transport,
} from './outgoing';

/** The tag that names the outbox row in Resend's reports, which may arrive before Resend's own id is stored. */
export const emailTag = 'email';

export const resend: Transport = {
  name: 'resend',

  async send(email): Promise<Answer> {
    const { EMAIL_FROM, EMAIL_REPLY_TO } = env();
    const signal = AbortSignal.timeout(attemptMs);
    try {
      const { data, error, headers } = await open().emails.send(
        {
          from: EMAIL_FROM,
          ...(EMAIL_REPLY_TO ? { replyTo: EMAIL_REPLY_TO } : {}),
          to: quoted(email.to),
          subject: email.subject,
          text: email.text,
          html: email.html,
          headers: { ...automaticHeaders, 'X-Entity-Ref-ID': nameOf(email), ...email.headers },
          tags: [{ name: emailTag, value: email.id }],
        },
        { idempotencyKey: nameOf(email), signal },
      );
      // A proxy or another service at RESEND_BASE_URL may answer 200 too. Only an id says that Resend took the email.
      if (!error && data?.id) return { outcome: 'sent', providerId: data.id };
      if (!error) return { outcome: 'deferred', reason: 'Resend: an answer without the id of an email' };
      // The key stands for the row and its links. It was used with a different text, such as before a deploy: that email was sent.
      if (error.name === 'invalid_idempotent_request') return { outcome: 'sent', providerId: null };
      return toRefusal(error, signal.aborted, Number(headers?.['retry-after']));
    } catch (error) {
      const message = signal.aborted ? timedOut : error instanceof Error ? error.message : String(error);
      return { outcome: 'deferred', reason: plainReason(`Resend: ${message}`) };
    }
  },

  async findProblem() {
    const signal = AbortSignal.timeout(attemptMs);
    const { error } = await open().domains.list({}, { signal });
    // A key restricted to sending is recommended, and gets this error here.
    if (!error || error.name === 'restricted_api_key') return null;
    return toRefusal(error, signal.aborted).reason;
  },
};

const timedOut = `no answer within ${attemptMs / 1000} seconds`;

function open(): Resend {
  const { RESEND_API_KEY, RESEND_BASE_URL } = env();
  return new Resend(RESEND_API_KEY, RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : {});
}

function toRefusal({ name, message, statusCode }: ErrorResponse, isLate: boolean, retryAfter = 0): Refusal {
  const status = statusCode ?? 0;
  const fix = fixes.find(({ match }) => match.test(`${status} ${name} ${message}`))?.text ?? '';
  const description = isLate ? timedOut : `${status || ''} ${name}: ${message}`;
  const reason = plainReason(`Resend: ${description}${fix}`);
  if (status === 400 || status === 422) {
    if (aboutTheRecipient.test(message) && !aboutTheAccount.test(message)) return { outcome: 'refused', reason };
  }
  return {
    outcome: 'deferred',
    reason,
    ...(retryAfter > 0 ? { retryAfterSeconds: Math.min(retryAfter, 3600) } : {}),
    ...(name === 'rate_limit_exceeded' ? { unseen: 'crowded' } : {}),
  };
}

// Any other error is about Resend, the account or the settings, or may be: the email waits.
const aboutTheRecipient = /`to`|\brecipient\b|\bsuppress/i;
const aboutTheAccount =
  /`(?!to`)\w+`|\b(from|sender|sending|domain|account|team|api|key|idempotency|verif\w*|testing|paus\w*|suspend\w*|limit\w*|quota|plan|reply_to|tags|headers)\b/i;

const fixes = [
  {
    match: /^40[13] .*(api_key|API key)/,
    text: ' (RESEND_API_KEY is not a key that may send: make one at resend.com/api-keys)',
  },
  { match: /^403 .*(domain|testing)/, text: ' (the domain of EMAIL_FROM is not verified: see resend.com/domains)' },
  { match: /^429 .*quota/, text: ' (the plan at Resend is used up)' },
  { match: /^40[45] /, text: ' (RESEND_BASE_URL does not lead to the API of Resend)' },
];
