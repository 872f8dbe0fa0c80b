/** What one comparison with a stored hash computes. Two comparisons with the same work take the same time and memory. */
export type Work =
  | { algorithm: 'bcrypt'; cost: number }
  /** `iterations`: of all blocks of the key together. */
  | { algorithm: 'pbkdf2'; digest: Digest; iterations: number }
  | { algorithm: 'scrypt'; n: number; r: number; p: number }
  | { algorithm: 'argon2'; type: 'i' | 'id'; memoryKib: number; passes: number; lanes: number };

export type Digest = keyof typeof digestBytes;
export const digestBytes = { sha1: 20, sha256: 32, sha512: 64 };

/** One comparison may take about two seconds of one core, and 128 MiB: there is one at a time for each core, and one more. */
const most = { pbkdf2: 3_000_000, pbkdf2Sha512: 1_500_000, memoryKib: 131_072, scrypt: 2 ** 22, argon2: 2 ** 20 };
/** With so little work a hash is as good as its plain text. A weak one is accepted: it is replaced at the next sign-in. */
const fewestIterations = 1000;

/** Why a hash with this work is not accepted, with the number; null when it is. */
export function findProblem(work: Work, bcryptCost: number): string | null {
  switch (work.algorithm) {
    case 'bcrypt':
      return outside('cost', work.cost, 4, Math.max(14, bcryptCost));
    case 'pbkdf2':
      return outside(
        'number of iterations',
        work.iterations,
        fewestIterations,
        work.digest === 'sha512' ? most.pbkdf2Sha512 : most.pbkdf2,
      );
    case 'scrypt':
      return (
        outside('memory in KiB', (work.n * work.r) / 8, 1, most.memoryKib) ??
        outside('N·r·p', work.n * work.r * work.p, 1024, most.scrypt)
      );
    case 'argon2':
      return (
        outside('memory in KiB', work.memoryKib, 8 * work.lanes, most.memoryKib) ??
        outside('memory in KiB times passes', work.memoryKib * work.passes, 1024, most.argon2)
      );
  }
}

function outside(what: string, value: number, least: number, most: number): string | null {
  if (value >= least && value <= most) return null;
  return `the ${what} of the hash is ${value}, ${value < least ? `less than ${least}` : `more than ${most}`}`;
}

/** How long a work takes, roughly, in seconds of one core: what `most` allows takes two. */
export function estimateSeconds(work: Work): number {
  switch (work.algorithm) {
    case 'bcrypt':
      return 2 ** (work.cost - 14);
    case 'pbkdf2':
      return (2 * work.iterations) / (work.digest === 'sha512' ? most.pbkdf2Sha512 : most.pbkdf2);
    case 'scrypt':
      return (2 * work.n * work.r * work.p) / most.scrypt;
    case 'argon2':
      return (2 * work.memoryKib * work.passes) / most.argon2;
  }
}

/** A work as text, for the table of what imported hashes need: "pbkdf2 sha256 600000". */
export function describe(work: Work): string {
  const { algorithm, ...numbers } = work;
  return [algorithm, ...Object.values(numbers)].join(' ');
}

/** @returns null for what `describe` has not written */
export function parse(text: string): Work | null {
  const [algorithm, first = '', ...rest] = text.split(' ');
  const [one = Number.NaN, two = Number.NaN, three = Number.NaN] = rest.map(Number);
  switch (algorithm) {
    case 'bcrypt':
      return { algorithm, cost: Number(first) };
    case 'pbkdf2':
      return isDigest(first) ? { algorithm, digest: first, iterations: one } : null;
    case 'scrypt':
      return { algorithm, n: Number(first), r: one, p: two };
    case 'argon2':
      return first === 'i' || first === 'id'
        ? { algorithm, type: first, memoryKib: one, passes: two, lanes: three }
        : null;
    default:
      return null;
  }
}

export const isDigest = (name: string): name is Digest => Object.hasOwn(digestBytes, name);

/**
 * What is left to compute after `done`, so that it is all of `wanted`. Of bcrypt and of each PBKDF2 only the most counts, because more of
 * it can follow less; of the others each.
 */
export function findRest(wanted: readonly Work[], done: Work | null): Work[] {
  const rest = new Map<string, Work[]>();
  for (const work of wanted) {
    const key = isAdditive(work) ? nameOf(work) : describe(work);
    const before = rest.get(key) ?? [];
    rest.set(key, amountOf(work) > amountOf(before[0] ?? null) ? [work] : before);
  }
  return [...rest.values()].flat().flatMap((work) => subtract(work, done));
}

const isAdditive = ({ algorithm }: Work) => algorithm === 'bcrypt' || algorithm === 'pbkdf2';
const nameOf = (work: Work) => (work.algorithm === 'pbkdf2' ? `pbkdf2 ${work.digest}` : work.algorithm);

function amountOf(work: Work | null): number {
  if (work?.algorithm === 'bcrypt') return work.cost;
  return work?.algorithm === 'pbkdf2' ? work.iterations : work ? 1 : 0;
}

// For bcrypt 2^8 + 2^8 + 2^9 = 2^10.
function subtract(work: Work, done: Work | null): Work[] {
  if (!done || nameOf(work) !== nameOf(done)) return [work];
  if (work.algorithm === 'bcrypt' && done.algorithm === 'bcrypt')
    return Array.from({ length: Math.max(0, work.cost - done.cost) }, (_, step) => ({
      ...work,
      cost: done.cost + step,
    }));
  if (work.algorithm === 'pbkdf2' && done.algorithm === 'pbkdf2')
    return work.iterations > done.iterations ? [{ ...work, iterations: work.iterations - done.iterations }] : [];
  return describe(work) === describe(done) ? [] : [work];
}
