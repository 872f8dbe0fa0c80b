import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { atEnd } from '../../support/ending';

/** A helper process. The load, the mail server and the hashing run in separate processes, so that they do not slow each other down. */
export type Helper<Order, Report> = { pid: number; send(order: Order): Promise<Report> };

type Envelope = { number: number; payload: unknown; failure?: string };

/** Starts a file of this folder as a process that calls `serve`. It ends with this process. */
export function startHelper<Order, Report>(file: string): Helper<Order, Report> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve(report: Report): void; reject(error: Error): void }>();
  let last = 0;
  child.on('message', (message) => {
    const { number, payload, failure } = message as Envelope;
    const one = waiting.get(number);
    waiting.delete(number);
    if (failure === undefined) one?.resolve(payload as Report);
    else one?.reject(new Error(`${file}: ${failure}`));
  });
  child.once('exit', (code) => {
    for (const one of waiting.values()) one.reject(new Error(`${file} ended (${code}).`));
  });
  atEnd(async () => void child.kill());
  return {
    pid: child.pid ?? 0,
    send: (payload) =>
      new Promise((resolve, reject) => {
        waiting.set(++last, { resolve, reject });
        child.send({ number: last, payload });
      }),
  };
}

/** In a helper process: runs `work` for each order and sends back its report. */
export function serve<Order, Report>(work: (order: Order) => Promise<Report>): void {
  process.once('disconnect', () => process.exit());
  process.on('message', (message) => {
    const { number, payload } = message as Envelope;
    const reply = (rest: Partial<Envelope>) => process.send?.({ number, ...rest });
    work(payload as Order).then(
      (report) => reply({ payload: report }),
      (error: unknown) => reply({ failure: String(error) }),
    );
  });
}
