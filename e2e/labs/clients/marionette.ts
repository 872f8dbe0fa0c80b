import { connect } from 'node:net';

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

/** Marionette, the protocol of Firefox: WebDriver commands over a socket, each message prefixed with its length. */
export class Marionette {
  private readonly waiting = new Map<number, Waiting>();
  private received = Buffer.alloc(0);
  private lastId = 0;
  private readonly socket;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.socket.on('data', (bytes: Buffer) => this.take(bytes));
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error('Firefox has exited.')));
  }

  /** Sends a command, such as `WebDriver:Navigate`, and returns what Firefox answers. */
  async send(command: string, parameters: Record<string, unknown> = {}): Promise<unknown> {
    const id = ++this.lastId;
    const message = Buffer.from(JSON.stringify([0, id, command, parameters]));
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    this.socket.write(`${message.length}:`);
    this.socket.write(message);
    return answer;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (let colon = this.received.indexOf(':'); colon > 0; colon = this.received.indexOf(':')) {
      const end = colon + 1 + Number(this.received.subarray(0, colon));
      if (this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      // The first message is a greeting, not an answer.
      if (Array.isArray(message)) this.settle(message[1], message[2], message[3]);
    }
  }

  private settle(id: number, error: { error: string; message: string } | null, value: unknown): void {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    if (error) waiting?.reject(new Error(`${error.error}: ${error.message}`));
    else waiting?.resolve(value);
  }

  private fail(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
