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
import { isAboutConnections, isAboutTheRecipient } from './refusals';

/** The most connections of a process to the mail server. How many it uses follows what the server takes: lib/delivery/lanes.ts. */
export const connections = 100;

/** An idle connection is closed after this: the server may count it among those that another process of the site needs. */
const idleMs = 2_000;

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
      return explain(error, [email.to, bareAddress(EMAIL_FROM)], lastWords.get(messageId));
    } finally {
      lastWords.delete(messageId);
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
const openPool = () => createTransport({ ...readSettings(), pool: true, logger });

// When a server closes a connection that carried emails before, nodemailer reports only that, and logs what the server said, such as a 421.
const lastWords = new Map<string, string>();
const ignore = () => {};
const logger = {
  info(entry: { tnx?: unknown; messageId?: unknown }, _format: string, ...values: unknown[]) {
    if (entry.tnx === 'pool' && entry.messageId) lastWords.set(String(entry.messageId), String(values.at(-1)));
  },
  ...{ trace: ignore, debug: ignore, warn: ignore, error: ignore, fatal: ignore },
};
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
    idleTimeout: idleMs,
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

/**
 * A mail server's error as a refusal, with a reason and a fix for operators.
 * @param addresses those of the envelope
 * @param logged what the server said last, where the error does not tell
 */
function explain(error: unknown, addresses: readonly string[] = [], logged?: string): Refusal {
  const { message, code, status, command, response, isUnreached } = read(error);
  const said = logged ?? ((status === 0 && messages[code]) || message);
  const reason = plainReason(`SMTP: ${code} ${said}${fixFor(code, status, message)}`);
  // Refusals at other commands are about the connection, TLS, the sign-in or the sender.
  const isJudged = command === 'RCPT TO' || command === 'DATA';
  if (isJudged && isAboutTheRecipient({ status, words: response, addresses })) return { outcome: 'refused', reason };
  if (isAboutConnections(logged ?? response)) return { outcome: 'deferred', reason, unseen: 'crowded' };
  return { outcome: 'deferred', reason, ...(isUnreached && !logged ? { unseen: 'unreached' } : {}) };
}

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

function read(error: unknown) {
  const fields = error instanceof Error ? new Map<string, unknown>(Object.entries(error)) : new Map<string, unknown>();
  const text = (name: string) => `${fields.get(name) ?? ''}`;
  const [code, command, response] = [text('code'), text('command'), text('response')];
  return {
    message: error instanceof Error ? error.message : String(error),
    code,
    status: Number(fields.get('responseCode') || 0),
    command,
    response,
    // Turned away before the greeting: nothing listens, the greeting is a refusal, or the connection is closed without a word. For the
    // last one nodemailer's error names no command.
    isUnreached:
      text('syscall') === 'connect' ||
      (code === 'EPROTOCOL' && command === 'CONN' && /^[45]/.test(response)) ||
      (code === 'ECONNECTION' && command === ''),
  };
}
