import { onOrphaned } from './parent';

/** What to end before this command ends, newest first. */
const steps: (() => Promise<void>)[] = [];
let ending: Promise<never> | undefined;

/** Remembers something to end: a server, a folder to remove. */
export function atEnd(step: () => Promise<void>): void {
  steps.unshift(step);
}

/** Ends everything and then the process. A second call waits for the same end. */
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

/** Calls back when a person or the system wants an end: Ctrl-C, a closed terminal, kill, or the death of npm. */
export function onInterrupt(callback: (code: number) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => callback(0));
  onOrphaned(() => callback(1));
}
