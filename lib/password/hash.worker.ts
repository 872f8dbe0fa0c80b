import { createHmac } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import bcrypt from 'bcryptjs';

// Runs in a thread of its own: a hash takes a quarter of a second, and the event loop must not wait for it.

/** What the thread is asked to do. */
export type Job =
  | { task: 'hash'; password: string; cost: number }
  | { task: 'compare'; password: string; stored: string; makeUpCosts: number[] }
  | { task: 'score'; password: string; known: string[] };

/** The answer, by the number of the job. */
export type Answer = { job: number; value: string | boolean | number } | { job: number; error: string };

const scheme = 'bcrypt-sha384:';

parentPort?.on('message', ({ job, ...work }: Job & { job: number }) => {
  run(work).then(
    (value) => parentPort?.postMessage({ job, value } satisfies Answer),
    (error: unknown) =>
      parentPort?.postMessage({ job, error: error instanceof Error ? error.message : 'failed' } satisfies Answer),
  );
});

async function run(work: Job): Promise<string | boolean | number> {
  switch (work.task) {
    case 'hash':
      return scheme + bcrypt.hashSync(shorten(work.password), work.cost);
    case 'compare': {
      const matches = compare(work.password, work.stored);
      for (const cost of work.makeUpCosts)
        bcrypt.hashSync('', `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(22)}`);
      return matches;
    }
    case 'score':
      return (await loadEstimator()).check(work.password, work.known).score;
  }
}

// A hash brought along from elsewhere is plain bcrypt; the next sign-in raises it.
function compare(password: string, stored: string): boolean {
  if (!stored.startsWith(scheme)) return bcrypt.compareSync(password, stored);
  return bcrypt.compareSync(shorten(password), stored.slice(scheme.length));
}

// bcrypt ignores everything after byte 72. 64 characters of base64 stand for a password of any length; the key is constant
// and public: it only keeps these digests apart from those of other software (password.test.ts guards byte 73).
function shorten(password: string): string {
  return createHmac('sha384', 'return-key/password/1').update(password).digest('base64');
}

let estimator: Promise<{ check(password: string, known: string[]): { score: number } }> | undefined;

// The dictionaries take memory: only a process in which somebody chooses a password loads them.
function loadEstimator() {
  estimator ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-en'),
  ]).then(
    ([{ ZxcvbnFactory }, common, english]) =>
      new ZxcvbnFactory({
        dictionary: { ...common.dictionary, ...english.dictionary },
        graphs: common.adjacencyGraphs,
      }),
  );
  return estimator;
}
