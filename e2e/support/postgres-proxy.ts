import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Side = 'frontend' | 'backend';

/** A fault that strikes one connection once. A message comes from the application (frontend) or from PostgreSQL (backend). */
export type Fault = {
  /** Counting starts at the first frontend message that contains this text, such as `begin` or `update "resets"`. Default: the next message. */
  since?: string;
  /**
   * How many messages of one side still pass. The frontend message that contains `since` is the first; with 0 it does not pass.
   * Or 'commit': PostgreSQL commits, but its answer to COMMIT is lost.
   */
  after: { side: Side; messages: number } | 'commit';
  /** Closes the connection to both ends, or keeps it open and forwards nothing more. */
  how: 'cut' | 'silence';
};

/** A proxy between the application and PostgreSQL that forwards message by message. Without TLS. */
export type PostgresProxy = {
  port: number;
  /** The URL of a database through this proxy. */
  urlFor(databaseUrl: string): string;
  /** Arms a fault. `struck` resolves when it has happened; `disarm` cancels it. */
  arm(fault: Fault): { struck: Promise<void>; hasStruck(): boolean; disarm(): void };
  /** Stops forwarding on all connections, existing and new, without closing them. */
  pause(): void;
  resume(): void;
  /** Closes every connection. */
  cutAll(): void;
  /** Closes every connection and refuses new ones until `accept`, as when no server listens. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /** Sends new connections to another server. */
  retarget(target: { host?: string; port: number }): void;
  /** The number of open connections. */
  open(): number;
  stop(): Promise<void>;
};

/** Starts a proxy in front of the server of a database. */
export async function startPostgresProxy(databaseUrl: string): Promise<PostgresProxy> {
  const { hostname, port: targetPort } = new URL(databaseUrl);
  let target = { host: hostname, port: Number(targetPort || 5432) };
  let isPaused = false;
  const armed = new Set<Armed>();
  const pairs = new Set<Pair>();
  const server = createServer({ noDelay: true }, (outside) => {
    const pair = join(outside, connect({ ...target, noDelay: true }), armed);
    pairs.add(pair);
    if (isPaused) pair.pause();
    outside.once('close', () => pairs.delete(pair));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const cutAll = () => {
    for (const pair of pairs) pair.cut();
  };
  const refuse = async () => {
    if (!server.listening) return;
    const closed = new Promise((done) => server.close(done));
    cutAll();
    await closed;
  };
  return {
    port,
    urlFor: (url) => Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(port) }).href,
    arm(fault) {
      let strike = () => {};
      const struck = new Promise<void>((resolve) => {
        strike = resolve;
      });
      const one: Armed = { fault, owner: null, passed: 0, isStruck: false, strike };
      armed.add(one);
      return { struck, hasStruck: () => one.isStruck, disarm: () => void armed.delete(one) };
    },
    pause() {
      isPaused = true;
      for (const pair of pairs) pair.pause();
    },
    resume() {
      isPaused = false;
      for (const pair of pairs) pair.resume();
    },
    cutAll,
    refuse,
    accept: async () => void (await once(server.listen(port, '127.0.0.1'), 'listening')),
    retarget: (next) => {
      target = { host: '127.0.0.1', ...next };
    },
    open: () => pairs.size,
    stop: refuse,
  };
}

type Armed = { fault: Fault; owner: Pair | null; passed: number; isStruck: boolean; strike: () => void };
type Pair = { cut(): void; pause(): void; resume(): void };

function join(outside: Socket, inside: Socket, armed: Set<Armed>): Pair {
  let isSilent = false;
  const ends: Record<Side, { from: Socket; to: Socket; split: (chunk: Buffer) => Message[] }> = {
    frontend: { from: outside, to: inside, split: splitter(true) },
    backend: { from: inside, to: outside, split: splitter(false) },
  };
  const pair: Pair = {
    cut() {
      isSilent = true;
      outside.destroy();
      inside.destroy();
    },
    pause() {
      outside.pause();
      inside.pause();
    },
    resume() {
      outside.resume();
      inside.resume();
    },
  };
  for (const [side, { from, to, split }] of Object.entries(ends) as [Side, (typeof ends)[Side]][]) {
    from.on('error', () => undefined);
    // When one end closes, the other is closed too.
    from.on('close', () => to.destroy());
    from.on('end', () => isSilent || to.end());
    from.on('data', (chunk: Buffer) => {
      for (const message of split(chunk)) {
        if (isSilent) return;
        const { strikes, passes } = matchFault(armed, pair, side, message);
        if (passes) to.write(message.bytes);
        if (!strikes) continue;
        armed.delete(strikes);
        strikes.isStruck = true;
        isSilent = true;
        // Forwarded messages must arrive before the connection closes: end() flushes them.
        if (strikes.fault.how === 'cut') {
          inside.end();
          outside.end();
          setImmediate(pair.cut);
        }
        strikes.strike();
        return;
      }
    });
  }
  return pair;
}

/** Returns whether a message passes, and the fault that strikes at it. */
function matchFault(armed: Set<Armed>, pair: Pair, side: Side, { type, bytes }: Message) {
  for (const one of armed) {
    const { since, after } = one.fault;
    if (!one.owner && (since === undefined || (side === 'frontend' && bytes.includes(since)))) one.owner = pair;
    if (one.owner !== pair) continue;
    if (after === 'commit') {
      if (side === 'backend' && type === 'C' && bytes.includes('COMMIT')) return { strikes: one, passes: false };
    } else if (after.messages === 0) {
      return { strikes: one, passes: false };
    } else if (side === after.side) {
      one.passed += 1;
      if (one.passed >= after.messages) return { strikes: one, passes: true };
    }
  }
  return { strikes: null, passes: true };
}

type Message = { type: string; bytes: Buffer };

/** Splits a stream into messages. The startup message and the TLS request of a frontend have no type byte before their length. */
function splitter(isFrontend: boolean): (chunk: Buffer) => Message[] {
  let rest = Buffer.alloc(0);
  let isTyped = !isFrontend;
  let isFirst = true;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const prefix = isTyped ? 1 : 0;
      // The answer to a TLS request is a single byte, sent before any other message.
      if (!isFrontend && isFirst && rest.length === 1 && /[NS]/.test(rest.toString())) {
        messages.push({ type: 'tls', bytes: rest });
        rest = Buffer.alloc(0);
      }
      if (rest.length < prefix + 4) return messages;
      const length = prefix + rest.readInt32BE(prefix);
      if (rest.length < length) return messages;
      const bytes = rest.subarray(0, length);
      const wantsTls = !isTyped && length === 8 && bytes.readInt32BE(4) === 80_877_103;
      messages.push({ type: isTyped ? String.fromCharCode(bytes[0] ?? 0) : 'start', bytes });
      if (!wantsTls) isTyped = true;
      isFirst = false;
      rest = rest.subarray(length);
    }
  };
}
