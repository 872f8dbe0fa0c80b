import { onOrphaned } from './parent';

/** Cleanup steps to run before this process exits, newest first. */
const steps: (() => Promise<void>)[] = [];
let ending: Promise<never> | undefined;

/** Registers a cleanup step, such as stopping a server or removing a folder. Steps run newest first. */
export function atEnd(step: () => Promise<void>): void {
  steps.unshift(step);
}

/** Runs all cleanup steps and exits with the code. A second call waits for the first. */
export function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const step of steps) await step().catch(console.error);
    process.exit(code);
  })();
  return ending;
}

export function isEnding(): boolean {
  return ending !== undefined;
}

/** Calls back with an exit code: 0 on SIGINT, SIGTERM and SIGHUP, 1 when npm or another parent process dies. */
export function onInterrupt(callback: (code: number) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => callback(0));
  onOrphaned(() => callback(1));
}
