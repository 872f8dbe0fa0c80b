import { createTransport, type Transporter } from 'nodemailer';
import { Resend } from 'resend';
import { env } from './env';

/** A mail as it goes out. The id is the letter's: a repeat has the same Message-ID and idempotency key. */
export type Outgoing = { id: string; to: string; subject: string; text: string; html: string };

export type Sending =
  | { outcome: 'sent'; provider: Provider; providerId: string | null }
  /** Worth another try later. */
  | { outcome: 'deferred'; reason: string }
  /** The other side will never take it. */
  | { outcome: 'refused'; reason: string };

type Provider = 'resend' | 'smtp';

/** Sends a mail through the first transport that takes it. Never throws for what the other side says. */
export async function send(mail: Outgoing): Promise<Sending> {
  // nodemailer parses what it is given, the envelope too: a comma would be a second recipient. Imported rows met no form.
  if (!onePlainAddress.test(mail.to)) return { outcome: 'refused', reason: 'the recipient is not one plain address' };
  let last: Sending = { outcome: 'deferred', reason: 'no transport is configured' };
  for (const attempt of transports()) {
    last = await attempt(mail);
    if (last.outcome !== 'deferred') return last;
  }
  return last;
}

const onePlainAddress = /^[^\s\p{Cc}@,;:<>"()[\]\\]+@[a-z0-9.-]+$/iu;

/** Closes the connections to the mail server, when the process stops. */
export function close(): void {
  pool?.close();
  pool = undefined;
}

function transports(): ((mail: Outgoing) => Promise<Sending>)[] {
  const { RESEND_API_KEY, SMTP_URL, EMAIL_USER } = env();
  return [...(RESEND_API_KEY ? [sendByResend] : []), ...(SMTP_URL || EMAIL_USER ? [sendBySmtp] : [])];
}

const attemptMs = 8_000;

async function sendBySmtp(mail: Outgoing): Promise<Sending> {
  const { EMAIL_FROM, EMAIL_REPLY_TO } = env();
  try {
    pool ??= openPool();
    const answer = await pool.sendMail({
      from: EMAIL_FROM,
      ...(EMAIL_REPLY_TO ? { replyTo: EMAIL_REPLY_TO } : {}),
      to: { name: '', address: mail.to },
      envelope: { from: bareAddress(EMAIL_FROM), to: [mail.to] },
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      messageId: `<${mail.id}@${domainOf(EMAIL_FROM)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return { outcome: 'sent', provider: 'smtp', providerId: answer.messageId ?? null };
  } catch (error) {
    const { reason, permanent } = explain(error);
    return { outcome: permanent ? 'refused' : 'deferred', reason };
  }
}

let pool: Transporter | undefined;

function openPool(): Transporter {
  const { SMTP_URL, EMAIL_USER, EMAIL_PASS } = env();
  const url = SMTP_URL ? new URL(SMTP_URL) : null;
  const host = url ? url.hostname : 'smtp.gmail.com';
  const secure = url?.protocol === 'smtps:';
  const user = url ? decodeURIComponent(url.username) : EMAIL_USER;
  const pass = url ? decodeURIComponent(url.password) : EMAIL_PASS;
  const isLoopback = /^(localhost|127\..*|\[::1\])$/.test(host);
  return createTransport({
    pool: true,
    maxConnections: 5,
    maxMessages: 500,
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(url?.port || (secure ? 465 : 587)),
    secure,
    // No silent fall back to plain text: a server that offers no STARTTLS gets no mail, unless it is this machine.
    requireTLS: !secure && !isLoopback,
    ignoreTLS: isLoopback && !secure && !user,
    ...(user ? { auth: { user, pass: pass ?? '' } } : {}),
    // nodemailer would wait two minutes, thirty seconds and ten minutes.
    connectionTimeout: attemptMs,
    greetingTimeout: attemptMs,
    socketTimeout: attemptMs,
    dnsTimeout: attemptMs,
  });
}

async function sendByResend(mail: Outgoing): Promise<Sending> {
  const { RESEND_API_KEY, RESEND_BASE_URL, EMAIL_FROM, EMAIL_REPLY_TO } = env();
  try {
    const client = new Resend(RESEND_API_KEY, RESEND_BASE_URL ? { baseUrl: RESEND_BASE_URL } : {});
    const { data, error } = await client.emails.send(
      {
        from: EMAIL_FROM,
        ...(EMAIL_REPLY_TO ? { replyTo: EMAIL_REPLY_TO } : {}),
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
      },
      { idempotencyKey: mail.id, signal: AbortSignal.timeout(attemptMs) },
    );
    if (!error) return { outcome: 'sent', provider: 'resend', providerId: data.id };
    const permanent = error.statusCode !== null && [400, 422].includes(error.statusCode);
    return { outcome: permanent ? 'refused' : 'deferred', reason: `Resend: ${error.name}: ${error.message}` };
  } catch (error) {
    return { outcome: 'deferred', reason: `Resend: ${explain(error).reason}` };
  }
}

/** What a mail server said, in words for operators, without the address. */
function explain(error: unknown): { reason: string; permanent: boolean } {
  if (!(error instanceof Error)) return { reason: String(error), permanent: false };
  const code = 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0;
  const kind = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const mend =
    code === 535
      ? ' (the server refuses EMAIL_USER and EMAIL_PASS; Gmail wants an app password, not the password of the account)'
      : '';
  // Only what is said about the recipient or the content concerns the letter. At the door, about TLS, the sign-in or the sender
  // it is the trouble of a server or of the configuration: the letter waits until somebody has mended it.
  const command = 'command' in error ? error.command : '';
  const permanent = code >= 500 && code < 600 && (command === 'RCPT TO' || command === 'DATA');
  return { reason: `${kind} ${error.message}${mend}`.trim().slice(0, 500), permanent };
}

const bareAddress = (sender: string) => /<([^>]+)>\s*$/.exec(sender)?.[1] ?? sender.trim();
const domainOf = (sender: string) => bareAddress(sender).split('@').at(-1) ?? 'localhost';
