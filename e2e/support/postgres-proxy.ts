import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

type Side = 'frontend' | 'backend';

/** What goes wrong, once, with one connection. A message travels from the application (frontend) or from PostgreSQL (backend). */
export type Fault = {
  /** Counting begins with the first frontend message that holds this text, such as `begin` or `update "resets"`; else with the next message. */
  since?: string;
  /**
   * How many messages still pass, and which: the one that holds `since` is the first of the frontend's; with 0 not even that one.
   * Or 'commit': the answer to COMMIT, which PostgreSQL has then done, gets lost; everything before it passes.
   */
  after: { side: Side; messages: number } | 'commit';
  /** Whether both ends see the connection break, or neither hears anything more. */
  how: 'cut' | 'silence';
};

/** Between the application and its PostgreSQL, message by message. Plain text only: no TLS. */
export type PostgresProxy = {
  port: number;
  /** The address of a database, by way of this proxy. */
  urlFor(databaseUrl: string): string;
  /** Lets something go wrong. `struck` resolves when it has; `disarm` takes it back. */
  arm(fault: Fault): { struck: Promise<void>; hasStruck(): boolean; disarm(): void };
  /** Nothing passes any more, on connections old and new, and neither side is notified. */
  pause(): void;
  resume(): void;
  /** Breaks every connection. */
  cutAll(): void;
  /** Refuses connections, as when no server listens, until `accept`. */
  refuse(): Promise<void>;
  accept(): Promise<void>;
  /** Where new connections lead from now on. */
  retarget(target: { host?: string; port: number }): void;
  /** How many connections are open. */
  open(): number;
  stop(): Promise<void>;
};

/** Starts a proxy before the server of a database. */
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
    // An application that is gone takes its connection to PostgreSQL along, and the other way round.
    from.on('close', () => to.destroy());
    from.on('end', () => isSilent || to.end());
    from.on('data', (chunk: Buffer) => {
      for (const message of split(chunk)) {
        if (isSilent) return;
        const { strikes, passes } = judge(armed, pair, side, message);
        if (passes) to.write(message.bytes);
        if (!strikes) continue;
        armed.delete(strikes);
        strikes.isStruck = true;
        isSilent = true;
        // What was let through must arrive before the connection breaks: end() sends it first.
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

/** Whether a message passes, and which fault strikes with it. */
function judge(armed: Set<Armed>, pair: Pair, side: Side, { type, bytes }: Message) {
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

/** Cuts a stream into messages. The first of a frontend, and a request for TLS, have no type letter before their length. */
function splitter(isFrontend: boolean): (chunk: Buffer) => Message[] {
  let rest = Buffer.alloc(0);
  let isTyped = !isFrontend;
  let isFirst = true;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const messages: Message[] = [];
    for (;;) {
      const prefix = isTyped ? 1 : 0;
      // The answer to a request for TLS is a single letter, before everything else that a server says.
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
