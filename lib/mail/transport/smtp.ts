import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import { env } from '@/lib/env';
import {
  attemptMs,
  automaticHeaders,
  bareAddress,
  nameOf,
  plainReason,
  type Refusal,
  type Transport,
} from './outgoing';

/**
 * The most connections to the mail server. With a server that takes 100 ms they carry 240 emails a second. More than 20, so that
 * the burst that one network may request (lib/rate-limits.ts) doesn't occupy them all.
 */
export const connections = 24;

export const smtp: Transport = {
  name: 'smtp',

  async send(email) {
    const { EMAIL_FROM, EMAIL_REPLY_TO } = env();
    const messageId = `<${nameOf(email)}@${bareAddress(EMAIL_FROM).split('@').at(-1)}>`;
    mailer ??= openPool();
    try {
      const { serverMessageId } = await mailer.sendMail({
        from: EMAIL_FROM,
        replyTo: EMAIL_REPLY_TO,
        // An object, because nodemailer parses a string as a list of addresses.
        to: { name: '', address: email.to },
        subject: email.subject,
        text: email.text,
        html: email.html,
        messageId,
        headers: { ...automaticHeaders, ...email.headers },
        // Socket time-outs restart with every byte: a server that sends one a second would keep the connection busy for minutes.
        signal: AbortSignal.timeout(attemptMs),
      });
      return { outcome: 'sent', providerId: serverMessageId ?? messageId };
    } catch (error) {
      return explain(error);
    }
  },

  async findProblem() {
    const probe = createTransport(readSettings());
    const signal = AbortSignal.timeout(attemptMs);
    const timeout = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(timedOut)));
    try {
      await Promise.race([probe.verify(), timeout]);
      return null;
    } catch (error) {
      return explain(error).reason;
    }
  },

  close() {
    mailer?.close();
    mailer = undefined;
  },
};

let mailer: ReturnType<typeof openPool> | undefined;
const openPool = () => createTransport({ ...readSettings(), pool: true });
const timedOut = Object.assign(new Error(), { code: 'EABORT' });

function readSettings(): SMTPPoolOptions {
  const { SMTP_URL, EMAIL_USER, EMAIL_PASS } = env();
  const url = SMTP_URL ? new URL(SMTP_URL) : null;
  const host = url ? url.hostname : 'smtp.gmail.com';
  const secure = url?.protocol === 'smtps:';
  const user = url ? decodeURIComponent(url.username) : EMAIL_USER;
  const pass = url ? decodeURIComponent(url.password) : EMAIL_PASS;
  const isLoopback = /^(localhost|127\..*|\[::1\])$/.test(host);
  return {
    maxConnections: connections,
    maxMessages: 500,
    // Only the outbox retries an email: later, and counted.
    maxRequeues: 0,
    host: host.replace(/^\[|\]$/g, ''),
    port: Number(url?.port || (secure ? 465 : 587)),
    secure,
    // No fallback to plain text: a server without STARTTLS gets no email, unless it is on this machine.
    requireTLS: !secure && !isLoopback,
    ignoreTLS: isLoopback && !secure && !user,
    ...(user ? { auth: { user, pass: pass ?? '' } } : {}),
    // The defaults of nodemailer are two minutes, thirty seconds and ten minutes.
    connectionTimeout: attemptMs,
    greetingTimeout: attemptMs,
    socketTimeout: attemptMs,
    dnsTimeout: attemptMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** A mail server's error as a refusal, with a reason and a fix for operators. */
function explain(error: unknown): Refusal {
  const { message, code, status, command } = read(error);
  const reason = plainReason(
    `SMTP: ${code} ${(status === 0 && messages[code]) || message}${fixFor(code, status, message)}`,
  );
  // Only a reply about the recipient or the content is about this email. A refusal at connect, or about TLS, sign-in, sender or
  // reputation is about a server or the settings: the email waits until an operator fixes it. 500 to 504 are protocol errors.
  const isAboutTheEmail = status >= 510 && status < 600 && (command === 'RCPT TO' || command === 'DATA');
  return { outcome: isAboutTheEmail && !isAboutUs.test(message) ? 'refused' : 'deferred', reason };
}

// Sign-in required, sender's quota used up, relaying denied: sent in reply to RCPT TO or DATA, but about the sender.
const isAboutUs = /\b5[.-]7[.-](0|8|9|11|14)\b|\b5\.4\.5\b|relay|authenticat/i;

const messages: Record<string, string> = {
  EABORT: `no answer within ${attemptMs / 1000} seconds`,
  ECONNECTION: 'the server closed the connection',
};

function fixFor(code: string, status: number, message: string): string {
  const settings = env().SMTP_URL ? 'the user and the password in SMTP_URL' : 'EMAIL_USER and EMAIL_PASS';
  if (status === 535 || status === 534) {
    return ` (the server refuses ${settings}; Gmail wants an app password, from https://myaccount.google.com/apppasswords with 2-Step Verification on, not the password of the account; it ends when the account's password changes)`;
  }
  if (status === 530 || code === 'ENOAUTH') return ` (the server wants a sign-in: set ${settings})`;
  if (/certificate/i.test(message)) {
    return ' (name the server in SMTP_URL as its certificate does; for an authority of your own start the application with NODE_EXTRA_CA_CERTS=/path/to/ca.pem)';
  }
  if (/STARTTLS/i.test(message)) {
    return ' (nothing is sent unprotected: use a port with STARTTLS, usually 587, or smtps:// and 465)';
  }
  return '';
}

function read(error: unknown): { message: string; code: string; status: number; command: string } {
  if (!(error instanceof Error)) return { message: String(error), code: '', status: 0, command: '' };
  return {
    message: error.message,
    code: 'code' in error && typeof error.code === 'string' ? error.code : '',
    status: 'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : 0,
    command: 'command' in error && typeof error.command === 'string' ? error.command : '',
  };
}
