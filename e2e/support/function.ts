import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child';

export type Pairs = [string, string][];
export type Call = { entry: string; method: string; url: string; headers: Pairs; body: string };
export type Reply = { status: number; headers: Pairs; body: string };

/** A process of functions: the first request starts it, and it is frozen while it has none. */
export class FunctionHost {
  private child: Child | undefined;
  private running = 0;

  /**
   * @param socket where the process listens
   * @param cutsShort whether it is frozen as soon as it has answered, whatever it still does
   */
  constructor(
    private readonly socket: string,
    private readonly start: (socket: string) => Child,
    private readonly cutsShort: () => boolean,
  ) {}

  async call(call: Call): Promise<Reply> {
    this.child ??= this.begin();
    this.child.signal('SIGCONT');
    this.running += 1;
    const connection = await this.connect();
    connection.end(JSON.stringify(call));
    const isDone = once(connection, 'close').finally(() => this.rest());
    const reply = await readLine(connection);
    if (this.cutsShort()) this.child.signal('SIGSTOP');
    isDone.catch(() => undefined);
    return JSON.parse(reply);
  }

  /** Ends the process, frozen or not. */
  async end(): Promise<void> {
    await this.child?.kill();
    this.child = undefined;
    await rm(this.socket, { force: true });
  }

  private begin(): Child {
    const child = this.start(this.socket);
    // A frozen process doesn't see that its parent has ended (child.ts).
    const onExit = () => child.signal('SIGKILL');
    process.once('exit', onExit);
    void child.ended.then(() => process.off('exit', onExit));
    return child;
  }

  private rest(): void {
    this.running -= 1;
    if (this.running === 0) this.child?.signal('SIGSTOP');
  }

  /** The process listens a moment after its start. */
  private async connect(): Promise<Socket> {
    for (const deadline = Date.now() + 20_000; ; await sleep(20)) {
      const connection = connect({ path: this.socket, allowHalfOpen: true });
      const isOpen = await once(connection, 'connect').then(
        () => true,
        () => false,
      );
      if (isOpen) return connection;
      if (Date.now() > deadline) throw new Error('The function did not start.');
    }
  }
}

/** The first line that arrives: the reply. The connection ends when the work after it is done. */
function readLine(connection: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    connection.setEncoding('utf8');
    connection.on('data', (chunk: string) => {
      received += chunk;
      if (received.includes('\n')) resolve(received);
    });
    connection.once('close', () => reject(new Error('The function ended without a reply.')));
  });
}
