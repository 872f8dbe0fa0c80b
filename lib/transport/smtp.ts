import { Readable } from 'node:stream';
import SMTPPool from 'nodemailer/lib/smtp-pool';
import { env } from '../env';
import { attemptMs, bareAddress, nameOf, type Outgoing, plainReason, quoted, type Sending } from './mail';
import { writeMessage } from './message';

/**
 * So many connections are open to the mail server at most. With one that takes 100 ms they carry 240 mails a second; and a
 * network, which may ask for 20 mails in a row (throttle.ts), cannot keep all of them busy.
 */
export const connections = 24;

/** Hands a mail to the mail server of the settings. */
export async function sendBySmtp(mail: Outgoing): Promise<Sending> {
  const sender = bareAddress(env().EMAIL_FROM);
  const messageId = `${nameOf(mail)}@${sender.split('@').at(-1) ?? 'localhost'}`;
  try {
    const answeredId = await hand({ from: sender, to: [quoted(mail.to)] }, messageId, writeMessage(mail, messageId));
    return { outcome: 'sent', provider: 'smtp', providerId: answeredId ?? `<${messageId}>` };
  } catch (error) {
    return explain(error);
  }
}

/** Signs in at the mail server without sending. @returns what is wrong, or null */
export async function findSmtpProblem(): Promise<string | null> {
  let probe: Pool | undefined;
  try {
    probe = openPool();
    const patience = new Promise<never>((_, refuse) =>
      AbortSignal.timeout(attemptMs).addEventListener('abort', () => refuse(silence)),
    );
    await Promise.race([probe.verify(), patience]);
    return null;
  } catch (error) {
    const sending = explain(error);
    return 'reason' in sending ? sending.reason : null;
  } finally {
    probe?.close();
  }
}

/** Closes the connections to the mail server. */
export function closeSmtp(): void {
  pool?.close();
  pool = undefined;
}

type Envelope = { from: string; to: string[] };

/** What nodemailer's pool needs to know of a mail. Its mailer, which makes this of parts, would take apart what is finished. */
type Finished = {
  data: { signal?: AbortSignal | undefined };
  message: {
    getEnvelope(): unknown;
    messageId(): string;
    getHeader(name: string): unknown;
    createReadStream(): Readable;
  };
};

type Pool = {
  send(mail: Finished, done: (error: Error | null, info?: { serverMessageId?: string | undefined }) => void): boolean;
  verify(): Promise<true>;
  close(): void;
};

/** Hands a finished mail over. @returns the name that the server has given to it, if it did */
function hand(envelope: Envelope, messageId: string, text: string): Promise<string | undefined> {
  const message = {
    getEnvelope: () => envelope,
    messageId: () => `<${messageId}>`,
    getHeader: () => `<${messageId}>`,
    createReadStream: () =>
      new Readable({
        read() {
          this.push(text);
          this.push(null);
        },
      }),
  };
  // The time-outs of the socket start anew with every byte: a server that sends one a second would hold us for minutes.
  const signal = AbortSignal.timeout(attemptMs);
  const open = pool ?? openPool();
  pool = open;
  return new Promise((resolve, reject) => {
    open.send({ data: { signal }, message }, (error, info) => (error ? reject(error) : resolve(info?.serverMessageId)));
  });
}

let pool: Pool | undefined;
const silence = Object.assign(new Error(), { code: 'EABORT' });

function openPool(): Pool {
  const { SMTP_URL, EMAIL_USER, EMAIL_PASS } = env();
  const url = SMTP_URL ? new URL(SMTP_URL) : null;
  const host = url ? url.hostname : 'smtp.gmail.com';
  const secure = url?.protocol === 'smtps:';
  const user = url ? decodeURIComponent(url.username) : EMAIL_USER;
  const pass = url ? decodeURIComponent(url.password) : EMAIL_PASS;
  const isLoopback = /^(localhost|127\..*|\[::1\])$/.test(host);
  return new SMTPPool({
    maxConnections: connections,
    maxMessages: 500,
    // Whether a mail is tried again is for the outbox to say, later and countably.
    maxRequeues: 0,
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

/** What a mail server said, in words for operators. */
function explain(error: unknown): Sending {
  const { message, code, status, command } = read(error);
  const reason = plainReason(
    `SMTP: ${code} ${(status === 0 && wordsFor[code]) || message}${mendFor(code, status, message)}`,
  );
  // Only what is said about the recipient or the content concerns the letter. At the door, about TLS, the sign-in, the sender or
  // our standing it is the trouble of a server or of the configuration: the letter waits until somebody has mended it.
  // 500 to 504 are about how we speak.
  const isAboutTheLetter = status >= 510 && status < 600 && (command === 'RCPT TO' || command === 'DATA');
  return { outcome: isAboutTheLetter && !isAboutUs.test(message) ? 'refused' : 'deferred', reason };
}

// Sign-in wanted, quota of the sender used up, relaying denied: said to the recipient's command, meant for the sender.
const isAboutUs = /\b5[.-]7[.-](0|8|9|11|14)\b|\b5\.4\.5\b|relay|authenticat/i;

const wordsFor: Record<string, string> = {
  EABORT: `no answer within ${attemptMs / 1000} seconds`,
  ECONNECTION: 'the server closed the connection',
};

function mendFor(code: string, status: number, message: string): string {
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
