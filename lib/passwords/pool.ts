import type { Worker } from 'node:worker_threads';
import type { JobResult } from './thread';

/** Thrown when more people wait than could be served in a bearable time. */
export class TooBusy extends Error {
  constructor() {
    super('Too many passwords are being checked at this moment.');
    this.name = 'TooBusy';
  }
}

/** By its name: of a class the bundler makes copies, and the pool may have been made by another one. */
export const isTooBusy = (error: unknown) => error instanceof Error && error.name === 'TooBusy';

/** What a person bears to wait for a turn, about, before pressing again. */
const personBearsMs = 8000;
/** What a hash takes, until the jobs have told. */
const firstGuessMs = 250;

/**
 * Threads that do one job after the other. A job waits in one line for all of them and goes to the first that is idle, so that
 * nobody waits behind a slow one while another has nothing to do. Threads are started when they are needed, and never at boot.
 */
export class Pool<Job, Value> {
  private readonly line: Turn<Job, Value>[] = [];
  private readonly idle: Thread<Job, Value>[] = [];
  private threads = 0;
  private usualMs = firstGuessMs;

  private readonly size: number;
  private readonly bearableMs: number;

  constructor(private readonly plan: Plan) {
    this.size = plan.size;
    this.bearableMs = plan.bearableMs ?? personBearsMs;
  }

  /** @throws TooBusy at once when the line is so long that the wait would not be bearable, or later when it became so */
  run(job: Job): Promise<Value> {
    if (this.line.length >= this.longestLine()) return Promise.reject(new TooBusy());
    return new Promise((resolve, reject) => {
      this.line.push({ job, since: performance.now(), resolve, reject });
      this.handOut();
    });
  }

  // Learnt from the jobs: a machine may be slower than ours, or shared by several processes with as many threads each.
  private longestLine(): number {
    return Math.max(this.size, Math.floor((this.size * this.bearableMs) / this.usualMs));
  }

  private handOut(): void {
    while (this.idle.length > 0 || this.threads < this.size) {
      const turn = this.next();
      if (!turn) return;
      try {
        (this.idle.pop() ?? this.open()).take(turn);
      } catch (error) {
        // The system has no thread left to give.
        turn.reject(asError(error));
      }
    }
  }

  // Whoever has waited for too long has gone: the work would be for nobody, and late for everybody behind.
  private next(): Turn<Job, Value> | undefined {
    for (let turn = this.line.shift(); turn; turn = this.line.shift()) {
      if (performance.now() - turn.since <= this.bearableMs) return turn;
      turn.reject(new TooBusy());
    }
    return undefined;
  }

  private open(): Thread<Job, Value> {
    const leave = () => {
      if (this.idle.includes(thread)) this.idle.splice(this.idle.indexOf(thread), 1);
    };
    const thread = openThread<Job, Value>(this.plan, {
      done: (tookMs) => {
        this.usualMs += (Math.min(tookMs, this.bearableMs) - this.usualMs) / 8;
        this.idle.push(thread);
        this.handOut();
      },
      leave,
      ended: () => {
        leave();
        this.threads -= 1;
        this.handOut();
      },
    });
    this.threads += 1;
    return thread;
  }
}

type Plan = {
  size: number;
  start: () => Worker;
  bearableMs?: number;
  /** A thread that had nothing to do for so long ends, and gives its memory back. */
  idleMs?: number;
};
type Turn<Job, Value> = { job: Job; since: number; resolve(value: Value): void; reject(error: Error): void };
type Thread<Job, Value> = { take(turn: Turn<Job, Value>): void };

function openThread<Job, Value>(
  { start, idleMs }: Plan,
  { done, leave, ended }: { done(tookMs: number): void; leave(): void; ended(): void },
): Thread<Job, Value> {
  const worker = start();
  let rest: NodeJS.Timeout | undefined;
  let turn: Turn<Job, Value> | undefined;
  let begun = 0;
  let reason = new Error('A thread for passwords ended.');
  worker.on('message', (answer: JobResult<Value>) => {
    const { resolve, reject } = turn ?? {};
    turn = undefined;
    // An idle thread must not keep a command or a test alive.
    worker.unref();
    if ('error' in answer) reject?.(new Error(answer.error));
    else resolve?.(answer.value);
    if (idleMs !== undefined) rest = setTimeout(end, idleMs).unref();
    done(performance.now() - begun);
  });
  worker.on('error', (error) => {
    reason = asError(error);
  });
  // Comes after an error too. Only the job that was in its hands is lost; the others still stand in line.
  worker.once('exit', () => {
    turn?.reject(reason);
    turn = undefined;
    ended();
  });
  function end(): void {
    leave();
    void worker.terminate();
  }
  return {
    take(next) {
      clearTimeout(rest);
      turn = next;
      begun = performance.now();
      worker.ref();
      worker.postMessage(next.job);
    },
  };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
