import { createServer, type Socket } from 'node:net';
import { serve } from './helpers';

// A mail server in a separate process, with a configurable delay, that counts emails. Not the package smtp-server, which waits
// 100 ms before each greeting to detect early talkers and would distort the measurements.

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

// The delay is split in quarters: greeting, MAIL, RCPT, end of the email.
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
  reply('220 sink ESMTP', true);

  function reply(line: string, takesTime = false, before = () => {}) {
    isBusy = true;
    const send = () => {
      if (socket.destroyed) return;
      before();
      socket.write(`${line}\r\n`);
      isBusy = false;
      read();
    };
    if (takesTime && delayMs > 0) setTimeout(send, delayMs / 4);
    else send();
  }

  function read(): void {
    while (!isBusy) {
      const end = unread.indexOf(isReading ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const text = unread.slice(0, end);
      unread = unread.slice(end + (isReading ? 5 : 2));
      if (isReading) take(text);
      else handle(text);
    }
  }

  function take(message: string): void {
    isReading = false;
    const to = recipients;
    // Counted only when the answer is sent to a sender that is still connected.
    reply('250 2.0.0 taken', true, () => {
      count += 1;
      for (const recipient of to) {
        deliveries.push({ to: recipient, at: performance.timeOrigin + performance.now() });
        newest.set(recipient, message);
        if (newest.size > 2000) newest.delete(newest.keys().next().value ?? '');
      }
    });
  }

  function handle(line: string): void {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'QUIT') {
      socket.end('221 2.0.0 bye\r\n');
      return;
    }
    if (verb === 'MAIL') recipients = [];
    if (verb === 'RCPT') recipients.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
    isReading = verb === 'DATA';
    const answers: Record<string, string> = { EHLO: '250-sink\r\n250 8BITMIME', DATA: '354 go on' };
    reply(answers[verb] ?? '250 2.0.0 ok', verb === 'MAIL' || verb === 'RCPT');
  }
}
