import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import PostalMime from 'postal-mime';
import { Conversation, type Identity, type MailFault } from './conversation';

/** An email that the server has accepted. */
export type Received = {
  messageId: string;
  to: string;
  link: string;
  subject: string;
  isProtected: boolean;
  at: number;
};

type Options = { port: number; good: Identity; bad: Identity };

/**
 * A mail server that can fail at every step of SMTP and records the emails it accepts. Written by hand, because existing packages
 * cannot fail like this. Without a fault it offers STARTTLS and accepts any name and password.
 */
export class MailServer {
  readonly received: Received[] = [];
  fault: MailFault | null = null;
  /** How often an email was accepted and the sender got no answer. */
  lostAnswers = 0;
  #server: Server | undefined;
  readonly #open = new Set<Socket>();

  constructor(readonly options: Options) {}

  async listen(): Promise<void> {
    this.#server = createServer((socket) => this.#accept(socket)).listen(this.options.port, '0.0.0.0');
    await once(this.#server, 'listening');
  }

  /** Refuses new connections and closes open ones. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server?.listening) return;
    server.close();
    this.hangUp();
    await once(server, 'close');
  }

  hangUp(): void {
    for (const socket of this.#open) socket.destroy();
  }

  /** Removes the fault and closes open connections. */
  async removeFault(): Promise<void> {
    this.fault = null;
    this.hangUp();
    if (!this.#server?.listening) await this.listen();
  }

  to(email: string): Received[] {
    return this.received.filter(({ to }) => to === email);
  }

  #accept(socket: Socket): void {
    this.#open.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => this.#open.delete(socket));
    new Conversation(socket, this).begin();
  }

  async take(raw: string, to: string, isProtected: boolean): Promise<void> {
    const message = await PostalMime.parse(raw);
    const link = /https?:\/\/\S+\/reset-password\/\S+/.exec(message.text ?? '')?.[0] ?? '';
    this.received.push({
      messageId: message.messageId ?? '',
      to,
      link,
      subject: message.subject ?? '',
      isProtected,
      at: Date.now(),
    });
  }
}
