import { createServer, type Socket } from 'node:net';
import { serve } from './hands';

// A mail server in a process of its own that takes its time and counts. (The package smtp-server waits 100 ms before each
// greeting, to catch early talkers; that would hide what is measured here.)

export type SinkOrder = { delayMs: number } | { take: true } | { find: string } | { count: true };
export type Delivery = { to: string; at: number };
export type SinkReport = { port: number; count: number; deliveries: Delivery[]; raw: string };

let delayMs = 0;
let count = 0;
let deliveries: Delivery[] = [];
const newest = new Map<string, string>();

const server = createServer(greet).listen(0, '127.0.0.1', 1024);

serve<SinkOrder, SinkReport>(async (order) => {
  if (!server.listening) await new Promise((done) => server.once('listening', done));
  const address = server.address();
  const report = { port: typeof address === 'object' ? (address?.port ?? 0) : 0, count, deliveries: [], raw: '' };
  if ('delayMs' in order) delayMs = order.delayMs;
  if ('find' in order) return { ...report, raw: newest.get(order.find) ?? '' };
  if (!('take' in order)) return report;
  const taken = deliveries;
  deliveries = [];
  return { ...report, deliveries: taken };
});

// A delay is spread over the talk, a quarter each: greeting, sender, recipient, end of the email.
function greet(socket: Socket): void {
  let unread = '';
  let isReading = false;
  let isBusy = true;
  let recipients: string[] = [];
  socket.setNoDelay(true).setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (text) => {
    unread += text;
    read();
  });
  say('220 sink ESMTP', true);

  function say(line: string, takesTime = false, before = () => {}) {
    isBusy = true;
    const speak = () => {
      if (socket.destroyed) return;
      before();
      socket.write(`${line}\r\n`);
      isBusy = false;
      read();
    };
    if (takesTime && delayMs > 0) setTimeout(speak, delayMs / 4);
    else speak();
  }

  function read(): void {
    while (!isBusy) {
      const end = unread.indexOf(isReading ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = unread.slice(0, end);
      unread = unread.slice(end + (isReading ? 5 : 2));
      if (isReading) take(text);
      else obey(text);
    }
  }

  function take(message: string): void {
    isReading = false;
    const to = recipients;
    // Counted when the answer goes out to a sender that is still there.
    say('250 2.0.0 taken', true, () => {
      count += 1;
      for (const recipient of to) {
        deliveries.push({ to: recipient, at: performance.timeOrigin + performance.now() });
        newest.set(recipient, message);
        if (newest.size > 2000) newest.delete(newest.keys().next().value ?? '');
      }
    });
  }

  function obey(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') {
      socket.end('221 2.0.0 bye\r\n');
      return;
    }
    if (verb === 'MAIL') recipients = [];
    if (verb === 'RCPT') recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
    isReading = verb === 'DATA';
    const answers: Record<string, string> = { EHLO: '250-sink\r\n250 8BITMIME', DATA: '354 go on' };
    say(answers[verb] ?? '250 2.0.0 ok', verb === 'MAIL' || verb === 'RCPT');
  }
}
