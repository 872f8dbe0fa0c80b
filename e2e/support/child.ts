import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** A child process. */
export type Child = {
  pid: number;
  /** Its exit code, or the name of the signal that ended it. */
  ended: Promise<number | string>;
  signal(signal: NodeJS.Signals): void;
  /** Sends SIGTERM, and SIGKILL after 15 seconds. The site allows itself ten for a graceful shutdown. */
  stop(): Promise<void>;
  /** Sends SIGKILL, to simulate a crash. */
  kill(): Promise<void>;
};

// Preloaded into every Node.js descendant: each exits when the IPC channel to its parent closes, which also happens after kill -9.
// It polls, because a listener would keep finished processes alive.
const watch = 'if(process.channel)setInterval(()=>process.connected||process.exit(1),250).unref()';
const tether = `--import=data:text/javascript,${encodeURIComponent(watch)}`;

/**
 * Starts a script with Node.js. It and its own Node.js children end with this process.
 * @param onOutput receives its output; without it the output goes to this process's own
 */
export function startChild(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  onOutput?: (text: string) => void,
  cwd = process.cwd(),
): Child {
  const output = onOutput ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', output, output, 'ipc'],
    cwd,
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
      const killTimer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await ended;
      clearTimeout(killTimer);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The path of the script behind a package's command, such as `next` or `vitest`. */
export function findCommand(name: string, packageName = name): string {
  const require = createRequire(import.meta.url);
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin }: { bin: string | Record<string, string> } = require(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[name] ?? ''));
}
