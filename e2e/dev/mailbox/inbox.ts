import { EventEmitter, once } from 'node:events';
import PostalMime from 'postal-mime';

/** An email as it arrived. `to` are the addresses of the envelope, in lower case: where it really went. */
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

/** Which email to wait for. Without a deadline: a minute. */
export type Wish = { subject?: string | RegExp; after?: Date; deadlineMs?: number };

const capacity = 2000;

/** The emails of one mailbox, newest first, in memory. The oldest go when it is full. */
export class Inbox {
  readonly #mails: Message[] = [];
  readonly #arrivals = new EventEmitter().setMaxListeners(0);
  #lastId = 0;

  /** Parses an email and puts it on top. */
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
    this.#mails.unshift(message);
    this.#mails.length = Math.min(this.#mails.length, capacity);
    this.#arrivals.emit('mail');
    return message;
  }

  /** Every email, or those to one address. */
  list(to?: string): Message[] {
    return to ? this.#mails.filter((message) => message.to.includes(to.toLowerCase())) : [...this.#mails];
  }

  find(id: number): Message | null {
    return this.#mails.find((message) => message.id === id) ?? null;
  }

  clear(): void {
    this.#mails.length = 0;
  }

  /**
   * The newest email to an address that matches, now or as soon as it arrives.
   * @throws when the deadline passes; the message says what lies in the mailbox instead.
   */
  async waitFor(to: string, { subject = '', after = new Date(0), deadlineMs = 60_000 }: Wish = {}): Promise<Message> {
    const deadline = AbortSignal.timeout(deadlineMs);
    for (;;) {
      const found = this.list(to).find(
        (message) => fits(message.subject, subject) && new Date(message.receivedAt) >= after,
      );
      if (found) return found;
      await once(this.#arrivals, 'mail', { signal: deadline }).catch(() => {
        const others = this.list().map((message) => `"${message.subject}" to ${message.to.join(', ')}`);
        throw new Error(
          `No mail ${subject ? `about ${subject} ` : ''}to ${to} within ${deadlineMs} ms. Arrived: ${others.join('; ') || 'none'}`,
        );
      });
    }
  }
}

function fits(subject: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? subject.includes(wanted) : wanted.test(subject);
}
