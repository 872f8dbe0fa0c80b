import type { Worker } from 'node:worker_threads';
import { Queue, type Share } from './queue';
import type { JobReport } from './thread';
import { createClock, watch } from './thread-clock';

/** Thrown when a job would wait, or has waited, longer than `maxWaitMs`: because of others of the same share, never of strangers. */
export class TooBusy extends Error {
  constructor() {
    super('Too many passwords are being checked at this moment.');
    this.name = 'TooBusy';
  }
}

/** Thrown when a job has run longer than `maxRunMs`. */
export class CutOff extends Error {
  constructor() {
    super('A password took too long to judge.');
    this.name = 'CutOff';
  }
}

// These compare names, not classes: Next.js bundles several copies of a class, and the pool may throw another copy's.
export const isTooBusy = (error: unknown) => error instanceof Error && error.name === 'TooBusy';
export const isCutOff = (error: unknown) => error instanceof Error && error.name === 'CutOff';

/** About as long as a person waits before submitting the form again. */
const defaultMaxWaitMs = 8000;
/** The assumed duration of a job until some have been measured: about that of a hash. */
const initialJobMs = 250;

/**
 * A pool of worker threads with one shared queue: a job goes to the first idle thread, so none waits behind a slow job while another
 * thread is idle. The proven go first, and have one thread to themselves, because a job that runs is not interrupted for them. Threads are
 * started on demand.
 */
export class Pool<Job, Value> {
  private readonly queue = new Queue<QueuedJob<Job, Value>>();
  private readonly shared: Crew<Job, Value> = { idle: [], count: 0 };
  private readonly reserved: Crew<Job, Value> = { idle: [], count: 0 };
  private averageJobMs = initialJobMs;

  private readonly size: number;
  private readonly maxWaitMs: number;

  constructor(private readonly options: PoolOptions) {
    this.size = options.size;
    this.maxWaitMs = options.maxWaitMs ?? defaultMaxWaitMs;
  }

  /** @throws TooBusy at once when the expected wait exceeds `maxWaitMs`, or later when the actual wait has; CutOff */
  run(job: Job, share: Share): Promise<Value> {
    if (!this.queue.hasRoom(share, this.maxQueueLength())) return Promise.reject(new TooBusy());
    return new Promise((resolve, reject) => {
      this.queue.add({ job, queuedAt: performance.now(), resolve, reject }, share);
      this.dispatch();
    });
  }

  // From measured durations: the machine may be slow, or shared by several processes with as many threads each.
  private maxQueueLength(): number {
    return Math.max(this.size, Math.floor((this.size * this.maxWaitMs) / this.averageJobMs));
  }

  private dispatch(): void {
    const { start, startReserved } = this.options;
    if (startReserved) this.employ(this.reserved, 1, startReserved, () => this.takeNext('proven'));
    this.employ(this.shared, this.size, start, () => this.takeNext());
  }

  private employ(
    crew: Crew<Job, Value>,
    size: number,
    start: () => Worker,
    takeNext: () => QueuedJob<Job, Value> | undefined,
  ): void {
    while (crew.idle.length > 0 || crew.count < size) {
      const next = takeNext();
      if (!next) return;
      try {
        (crew.idle.pop() ?? this.addThread(crew, start)).run(next);
      } catch (error) {
        // The system could not start another thread.
        next.reject(asError(error));
      }
    }
  }

  // Skips jobs that have waited too long: their callers have given up, and the work would delay everyone behind them.
  private takeNext(only?: Share): QueuedJob<Job, Value> | undefined {
    for (let next = this.queue.next(only); next; next = this.queue.next(only)) {
      if (performance.now() - next.queuedAt <= this.maxWaitMs) return next;
      next.reject(new TooBusy());
    }
    return undefined;
  }

  private addThread(crew: Crew<Job, Value>, start: () => Worker): Thread<Job, Value> {
    const removeFromIdle = () => {
      if (crew.idle.includes(thread)) crew.idle.splice(crew.idle.indexOf(thread), 1);
    };
    const thread = startThread<Job, Value>(
      { ...this.options, start },
      {
        onDone: (tookMs) => {
          this.averageJobMs += (Math.min(tookMs, this.maxWaitMs) - this.averageJobMs) / 8;
          crew.idle.push(thread);
          this.dispatch();
        },
        onRetire: removeFromIdle,
        onExit: () => {
          removeFromIdle();
          crew.count -= 1;
          this.dispatch();
        },
      },
    );
    crew.count += 1;
    return thread;
  }
}

type PoolOptions = {
  /** The maximum number of threads. */
  size: number;
  start: () => Worker;
  /** Starts one more thread, which only runs jobs of the proven. */
  startReserved?: () => Worker;
  maxWaitMs?: number;
  /**
   * A job that has run for this long fails, and its thread is replaced. Neither the start of a thread counts nor, on Linux, what it waits
   * for a processor, so that a busy machine cuts off no job that another would finish.
   */
  maxRunMs?: number;
  /** A thread ends, to free its memory, when it has been idle for this long. */
  idleMs?: number;
};
type QueuedJob<Job, Value> = { job: Job; queuedAt: number; resolve(value: Value): void; reject(error: Error): void };
type Crew<Job, Value> = { readonly idle: Thread<Job, Value>[]; count: number };
type Thread<Job, Value> = { run(next: QueuedJob<Job, Value>): void };
type ThreadEvents = { onDone(tookMs: number): void; onRetire(): void; onExit(): void };

function startThread<Job, Value>(
  { start, maxRunMs, idleMs }: PoolOptions,
  { onDone, onRetire, onExit }: ThreadEvents,
): Thread<Job, Value> {
  const worker = start();
  let idleTimer: NodeJS.Timeout | undefined;
  let runTimer: { stop(): void } | undefined;
  let current: QueuedJob<Job, Value> | undefined;
  let startedAt = 0;
  let reason = new Error('A password thread exited.');
  worker.on('message', (report: JobReport<Value>) => {
    if ('begunOn' in report) {
      if (maxRunMs !== undefined) runTimer = watch(createClock(report.begunOn), maxRunMs, cutOff);
      return;
    }
    runTimer?.stop();
    const { resolve, reject } = current ?? {};
    current = undefined;
    // An idle thread must not keep a command or a test alive.
    worker.unref();
    if ('error' in report) reject?.(new Error(report.error));
    else resolve?.(report.value);
    if (idleMs !== undefined) idleTimer = setTimeout(retire, idleMs).unref();
    onDone(performance.now() - startedAt);
  });
  worker.on('error', (error) => {
    reason = asError(error);
  });
  // Also emitted after 'error'. Only the current job fails; queued jobs go to another thread.
  worker.once('exit', () => {
    runTimer?.stop();
    current?.reject(reason);
    current = undefined;
    onExit();
  });
  function cutOff(): void {
    // What it still reports is too late, and must not make it count as idle.
    worker.removeAllListeners('message');
    reason = new CutOff();
    void worker.terminate();
  }
  function retire(): void {
    onRetire();
    void worker.terminate();
  }
  return {
    run(next) {
      clearTimeout(idleTimer);
      current = next;
      startedAt = performance.now();
      worker.ref();
      worker.postMessage(next.job);
    },
  };
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
