import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../../support/ending';

/** Another process of the bench: whoever measures must not be slowed down by whoever posts or takes mail. */
export type Hand<Order, Report> = { pid: number; ask(order: Order): Promise<Report> };

type Envelope = { number: number; content: unknown; failure?: string };

/** Starts a file of this folder as a process that takes orders by `serve`. It ends with us. */
export function hire<Order, Report>(file: string): Hand<Order, Report> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve(report: Report): void; reject(error: Error): void }>();
  let last = 0;
  child.on('message', (message) => {
    const { number, content, failure } = message as Envelope;
    const one = waiting.get(number);
    waiting.delete(number);
    if (failure === undefined) one?.resolve(content as Report);
    else one?.reject(new Error(`${file}: ${failure}`));
  });
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`${file} ended (${code}).`));
  });
  atEnd(async () => void child.kill());
  return {
    pid: child.pid ?? 0,
    ask: (content) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        child.send({ number: last, content });
      }),
  };
}

/** In such a process: does what it is told, one answer for each order. */
export function serve<Order, Report>(work: (order: Order) => Promise<Report>): void {
  process.once('disconnect', () => process.exit());
  process.on('message', (message) => {
    const { number, content } = message as Envelope;
    const reply = (rest: Partial<Envelope>) => process.send?.({ number, ...rest });
    work(content as Order).then(
      (report) => reply({ content: report }),
      (error: unknown) => reply({ failure: String(error) }),
    );
  });
}
