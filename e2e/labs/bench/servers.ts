import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, startChild } from '../../support/child';
import { atEnd } from '../../support/ending';
import { findAnyPort } from '../../support/ports';
import { residentMb } from './meter';

/** The server processes of one product, on one database. */
export type Servers = {
  bases: string[];
  /** Milliseconds from the start of the first process to its first page. */
  startMs: number;
  /** CPU time since the start, and resident memory, of all processes together. */
  read(): Promise<{ processorMs: number; residentMb: number }>;
  stop(): Promise<void>;
};

// Preloaded into every server: on SIGUSR2 it prints the CPU time of the process with all its threads, in microsecond resolution.
const probe = `import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  process.stdout.write('\\n@bench ' + JSON.stringify({ processorMs: (user + system) / 1000 }) + '\\n');
});`;
const preload = `--import=data:text/javascript,${encodeURIComponent(probe)}`;

export type Recipe = {
  /** Where the built Next.js application is. */
  dir: string;
  /** A page that answers 200. */
  page: string;
  settings(port: number, ports: readonly number[]): Record<string, string>;
  /** The arguments for Node.js: the `next` script of the application and `start`. */
  command: [string, ...string[]];
};

/** Starts a number of processes of a built Next.js application. */
export async function startServers({ command, dir, page, settings }: Recipe, processes: number): Promise<Servers> {
  const ports: number[] = [];
  for (let n = 0; n < processes; n += 1) ports.push(await findAnyPort());
  const running: { child: Child; printed: string[] }[] = [];
  let startMs = 0;
  for (const port of ports) {
    const begun = performance.now();
    const printed: string[] = [];
    const env = { ...process.env, ...settings(port, ports), NODE_ENV: 'production' as const, PORT: String(port) };
    const [first, ...rest] = command;
    const child = startChild(first, [...rest, dir], { ...env, NODE_OPTIONS: preload }, (text) => printed.push(text));
    atEnd(child.stop);
    running.push({ child, printed });
    await waitForPage(`http://localhost:${port}${page}`, child, printed);
    startMs ||= performance.now() - begun;
  }
  return {
    bases: ports.map((port) => `http://localhost:${port}`),
    startMs,
    async read() {
      const figures = await Promise.all(running.map(({ child, printed }) => readProbe(child.pid, printed)));
      return {
        processorMs: figures.reduce((sum, one) => sum + one.processorMs, 0),
        residentMb: residentMb(running.map(({ child }) => child.pid)),
      };
    },
    stop: async () => void (await Promise.all(running.map(({ child }) => child.stop()))),
  };
}

async function readProbe(pid: number, printed: string[]): Promise<{ processorMs: number }> {
  printed.length = 0;
  process.kill(pid, 'SIGUSR2');
  for (let tries = 0; tries < 500; tries += 1) {
    const line = /@bench (\{.*\})\n/.exec(printed.join(''))?.[1];
    if (line) return JSON.parse(line);
    await sleep(10);
  }
  throw new Error('A server did not report its CPU time.');
}

async function waitForPage(url: string, child: Child, printed: string[]): Promise<void> {
  const ended = child.ended.then((code) => {
    throw new Error(`The server ended (${code}) before it was ready: ${printed.join('')}`);
  });
  const deadline = performance.now() + 30_000;
  const poll = async () => {
    while (performance.now() < deadline) {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      await answer?.text();
      if (answer?.ok) return;
      await sleep(10);
    }
    throw new Error(`${url} was not ready within 30 seconds: ${printed.join('')}`);
  };
  await Promise.race([ended, poll()]);
  ended.catch(() => undefined);
}
