import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** The SMTP step at which a fault strikes. "." is the end of the email. */
export type Step = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | '.';

export type MailFault =
  | { kind: 'reply'; at: Step; line: string }
  | { kind: 'hang'; at: Step }
  /** The connection closes. At the end of an email, the email is accepted and the answer lost. */
  | { kind: 'drop'; at: Step }
  /** Answers the end of an email with 250, then the server stops listening. */
  | { kind: 'die' }
  /** Answers with one byte a second. */
  | { kind: 'slow' }
  /** Does not offer STARTTLS, as when an attacker strips it. */
  | { kind: 'strip' }
  /** Uses an untrusted certificate. */
  | { kind: 'certificate' };

export type Identity = { key: string; cert: string };

/** The parts of the server that a conversation uses. */
type ServerState = {
  fault: MailFault | null;
  lostAnswers: number;
  options: { good: Identity; bad: Identity };
  take(raw: string, to: string, isProtected: boolean): Promise<void>;
  close(): Promise<void>;
};

/** One connection of a sender: the server side of SMTP (RFC 5321), with the server's current fault. */
export class Conversation {
  #socket: Socket;
  #to = '';
  #unread = '';
  #isReceiving = false;
  #isSilent = false;

  constructor(
    socket: Socket,
    readonly server: ServerState,
  ) {
    this.#socket = socket;
  }

  begin(): void {
    this.#listen();
    this.#answer('greeting', '220 mail.test ESMTP');
  }

  #listen(): void {
    this.#socket.on('data', (bytes) => {
      this.#unread += bytes.toString('latin1');
      this.#read();
    });
  }

  #read(): void {
    while (!this.#isSilent) {
      const end = this.#unread.indexOf(this.#isReceiving ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const piece = this.#unread.slice(0, end);
      this.#unread = this.#unread.slice(end + (this.#isReceiving ? 5 : 2));
      if (this.#isReceiving) this.#endEmail(piece);
      else this.#handle(piece);
    }
  }

  #handle(line: string): void {
    switch (line.slice(0, 4).toUpperCase()) {
      case 'EHLO':
        this.#answer('EHLO', this.#offer());
        break;
      case 'STAR':
        this.#secure();
        break;
      case 'AUTH':
        this.#answer('AUTH', '235 welcome');
        break;
      case 'MAIL':
        this.#answer('MAIL', '250 go on');
        break;
      case 'RCPT':
        this.#to = /<(.*?)>/.exec(line)?.[1]?.toLowerCase() ?? '';
        this.#answer('RCPT', '250 go on');
        break;
      case 'DATA':
        this.#isReceiving = true;
        this.#answer('DATA', '354 go on');
        break;
      case 'QUIT':
        this.#socket.end('221 bye\r\n');
        break;
      default:
        this.#write('250 fine');
    }
  }

  #offer(): string {
    const canSecure = !(this.#socket instanceof TLSSocket) && this.server.fault?.kind !== 'strip';
    return `250-mail.test\r\n${canSecure ? '250-STARTTLS\r\n' : ''}250 AUTH PLAIN LOGIN`;
  }

  #secure(): void {
    if (this.server.fault?.kind === 'strip') {
      this.#write('502 not here');
      return;
    }
    this.#answer('STARTTLS', '220 go on');
    if (this.#isSilent) return;
    const { good, bad } = this.server.options;
    const plain = this.#socket;
    plain.removeAllListeners('data');
    const identity = this.server.fault?.kind === 'certificate' ? bad : good;
    this.#socket = new TLSSocket(plain, { isServer: true, ...identity }).on('error', () => plain.destroy());
    this.#unread = '';
    this.#listen();
  }

  #endEmail(raw: string): void {
    this.#isReceiving = false;
    const fault = this.server.fault;
    const isRefused = fault?.kind === 'reply' && fault.at === '.';
    const isLost = (fault?.kind === 'drop' || fault?.kind === 'hang') && fault.at === '.';
    if (isLost) this.server.lostAnswers += 1;
    const taken = isRefused ? Promise.resolve() : this.server.take(raw, this.#to, this.#socket instanceof TLSSocket);
    taken.then(() => {
      // The sender timed out, which happens on a busy machine without any fault.
      if (!isLost && this.#socket.destroyed) this.server.lostAnswers += 1;
      this.#answer('.', '250 accepted');
      if (fault?.kind === 'die') this.server.close().catch(() => undefined);
    }, console.error);
  }

  #answer(step: Step, line: string): void {
    const { fault } = this.server;
    const strikes = fault && 'at' in fault && fault.at === step ? fault : null;
    if (!strikes) {
      this.#write(line);
    } else if (strikes.kind === 'reply') {
      this.#isReceiving = false;
      this.#write(strikes.line);
      if (strikes.line.startsWith('421')) this.#socket.end();
    } else {
      this.#isSilent = true;
      if (strikes.kind === 'drop') this.#socket.destroy();
    }
  }

  #write(text: string): void {
    const bytes = `${text}\r\n`;
    if (this.server.fault?.kind !== 'slow') {
      this.#socket.write(bytes);
      return;
    }
    this.#isSilent = true;
    const trickle = (rest: string) => {
      if (this.#socket.destroyed) return;
      this.#socket.write(rest.slice(0, 1));
      setTimeout(() => (rest.length > 1 ? trickle(rest.slice(1)) : this.#resume()), 1_000);
    };
    trickle(bytes);
  }

  #resume(): void {
    this.#isSilent = false;
    this.#read();
  }
}
