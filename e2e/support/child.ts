import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A program that we started. */
export type Child = {
  pid: number;
  /** Its exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  signal(signal: NodeJS.Signals): void;
  /** Asks it to end (SIGTERM), and makes it end after 15 seconds: the site gives itself ten. */
  stop(): Promise<void>;
  /** Ends it as a crash would (SIGKILL). */
  kill(): Promise<void>;
};

// Preloaded into every Node.js process below us: each ends when the channel to its parent breaks, as by a kill -9.
// It looks now and then, because to listen would keep processes alive that are done.
const watch = 'if(process.channel)setInterval(()=>process.connected||process.exit(1),250).unref()';
const tether = `--import=data:text/javascript,${encodeURIComponent(watch)}`;

/**
 * Starts a script with Node.js. Neither it nor what it starts outlives us.
 * @param onOutput takes what it prints, which otherwise is among ours
 */
export function startChild(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  onOutput?: (text: string) => void,
): Child {
  const output = onOutput ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...env, NODE_OPTIONS: [env.NODE_OPTIONS, tether].filter(Boolean).join(' ') },
  });
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => onOutput?.(text.toString()));
  const ended = once(child, 'close').then(([code, signal]) => code ?? signal);
  return {
    pid: child.pid ?? 0,
    ended,
    signal: (signal) => void child.kill(signal),
    async stop() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(impatience);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The file behind a package's command, such as `next` or `vitest`. */
export function findCommand(name: string, packageName = name): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin }: { bin: string | Record<string, string> } = require(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[name] ?? ''));
}
