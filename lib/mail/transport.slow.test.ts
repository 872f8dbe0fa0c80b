import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';

// A mail server by hand, for what a real one never does. The eight seconds are over as soon as it has done that.
type Verb = 'connection' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | '.';
type Fault = { at: Verb; what: 'hangs' | 'trickles' | 'hangs up' | 'says 421 and hangs up' };

let fault: Fault | null = null;
let connections = 0;
let commands: string[] = [];
let taken = 0;
let isPatient = false;
const sockets = new Set<Socket>();
const server = createServer(talk).listen(0, '127.0.0.1');
await once(server, 'listening');
vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
const { close, send } = await import('./transport');
let clock = new AbortController();

beforeEach(() => {
  // What a test before has left open would not connect.
  close();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(8000);
    clock = new AbortController();
    return clock.signal;
  });
  [fault, connections, commands, taken, isPatient] = [null, 0, [], 0, false];
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => {
  close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

const email = (to = 'ada@example.test') => ({ id: crypto.randomUUID(), to, subject: 'Hi', text: 'Hi', html: 'Hi' });

const verbs = ['connection', 'EHLO', 'MAIL', 'RCPT', 'DATA', '.'] as const;
test.each(verbs.flatMap((at) => (['hangs', 'trickles', 'hangs up'] as const).map((what) => ({ at, what }))))(
  'a server that $what at $at holds an email for eight seconds at most, and the next one leaves',
  async (now) => {
    fault = now;
    expect(await send(email())).toMatchObject({
      outcome: 'deferred',
      reason: expect.stringMatching(/closed|ECONNRESET|8 seconds/),
    });
    expect(connections).toBe(1);
    fault = null;
    expect(await send(email())).toMatchObject({ outcome: 'sent' });
    expect(taken).toBe(now.at === '.' ? 2 : 1);
  },
);

test.each([0, 1])(
  'what a server says before it hangs up is kept, after %i emails over the connection',
  async (before) => {
    for (let n = 0; n < before; n += 1) expect(await send(email())).toMatchObject({ outcome: 'sent' });
    fault = { at: 'RCPT', what: 'says 421 and hangs up' };
    expect(await send(email())).toMatchObject({
      outcome: 'deferred',
      reason: expect.stringContaining('421 4.7.28 unusual rate'),
    });
  },
);

test('an email that hangs holds up no other', async () => {
  [fault, isPatient] = [{ at: 'DATA', what: 'hangs' }, true];
  const hanging = send(email());
  const its = clock;
  await vi.waitUntil(() => commands.includes('DATA'), 60_000);
  fault = null;
  expect(await Promise.all([1, 2, 3].map(() => send(email())))).toMatchObject(
    [1, 2, 3].map(() => ({ outcome: 'sent' })),
  );
  its.abort();
  expect(await hanging).toMatchObject({ outcome: 'deferred' });
});

test('a name that is not dots between words stands in quotes', async () => {
  await send(email('a..b@docomo.test'));
  expect(commands).toContain('RCPT TO:<"a..b"@docomo.test>');
});

function talk(socket: Socket): void {
  connections += 1;
  sockets.add(socket);
  socket.on('error', () => {}).on('close', () => sockets.delete(socket));
  let inData = false;
  let unread = '';
  say(socket, 'connection', '220 here');
  socket.on('data', (bytes) => {
    unread += bytes;
    for (let end = unread.indexOf('\r\n'); end >= 0; end = unread.indexOf('\r\n')) {
      const line = unread.slice(0, end);
      unread = unread.slice(end + 2);
      if (inData && line !== '.') continue;
      commands.push(line);
      const verb = verbs.find((known) => line.startsWith(known));
      if (verb === '.') taken += 1;
      inData = verb === 'DATA';
      say(socket, verb, inData ? '354 go on' : '250 fine');
    }
  });
}

function say(socket: Socket, at: Verb | undefined, answer: string): void {
  if (!fault || fault.at !== at) {
    socket.write(`${answer}\r\n`);
  } else if (fault.what === 'hangs up') {
    socket.destroy();
  } else if (fault.what === 'says 421 and hangs up') {
    socket.end('421 4.7.28 unusual rate of mail\r\n');
  } else {
    // Never a whole line, and never silent for long.
    const drip = setInterval(() => fault?.what === 'trickles' && socket.write('2'), 5);
    socket.on('close', () => clearInterval(drip));
    if (!isPatient) setTimeout(() => clock.abort(), 25);
  }
}
