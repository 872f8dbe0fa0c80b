import { EventEmitter, once } from 'node:events';
import PostalMime from 'postal-mime';

/** A received email. `to` holds the envelope recipients (RCPT TO) in lower case, not the To header. */
export type Message = {
  id: number;
  receivedAt: string;
  from: string;
  to: string[];
  subject: string;
  date: string;
  messageId: string;
  text: string;
  html: string;
  raw: string;
};

/** Which email to wait for. `deadlineMs` defaults to one minute. */
export type MessageQuery = { subject?: string | RegExp; after?: Date; deadlineMs?: number };

const capacity = 2000;

/** The emails of one mailbox in memory, newest first. When it is full, the oldest are dropped. */
export class Inbox {
  readonly #messages: Message[] = [];
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  #lastId = 0;

  /** Parses an email and stores it as the newest. */
  async receive(raw: Buffer, recipients: string[]): Promise<Message> {
    const parsed = await PostalMime.parse(raw);
    const receivedAt = new Date().toISOString();
    this.#lastId += 1;
    const message: Message = {
      id: this.#lastId,
      receivedAt,
      from: [parsed.from?.name, parsed.from?.address && `<${parsed.from.address}>`].filter(Boolean).join(' '),
      to: recipients.map((address) => address.toLowerCase()),
      subject: parsed.subject ?? '',
      date: parsed.date ?? receivedAt,
      messageId: parsed.messageId ?? '',
      text: parsed.text ?? '',
      html: parsed.html ?? '',
      raw: raw.toString('utf8'),
    };
    this.#messages.unshift(message);
    this.#messages.length = Math.min(this.#messages.length, capacity);
    this.#arrivals.emit('message');
    return message;
  }

  /** Every email, or those to one address. */
  list(to?: string): Message[] {
    return to ? this.#messages.filter((message) => message.to.includes(to.toLowerCase())) : [...this.#messages];
  }

  find(id: number): Message | null {
    return this.#messages.find((message) => message.id === id) ?? null;
  }

  clear(): void {
    this.#messages.length = 0;
  }

  /**
   * Waits for an email to an address and returns the newest that matches.
   * @throws when the deadline passes; the message lists the emails that did arrive.
   */
  async waitFor(
    to: string,
    { subject = '', after = new Date(0), deadlineMs = 60_000 }: MessageQuery = {},
  ): Promise<Message> {
    const deadline = AbortSignal.timeout(deadlineMs);
    for (;;) {
      const found = this.list(to).find(
        (message) => matches(message.subject, subject) && new Date(message.receivedAt) >= after,
      );
      if (found) return found;
      await once(this.#arrivals, 'message', { signal: deadline }).catch(() => {
        const others = this.list().map((message) => `"${message.subject}" to ${message.to.join(', ')}`);
        throw new Error(
          `No email ${subject ? `about ${subject} ` : ''}to ${to} within ${deadlineMs} ms. Arrived: ${others.join('; ') || 'none'}`,
        );
      });
    }
  }
}

function matches(subject: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? subject.includes(wanted) : wanted.test(subject);
}
