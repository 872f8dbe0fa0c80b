import { env } from '@/lib/env';
import { read } from './imported/formats';
import { parse } from './imported/stored';
import { describe, estimateSeconds, findProblem, findRest, parse as parseWork } from './imported/work';

/** What becomes of a hash of another product. The reasons are for operators. */
export type Imported =
  /** `hash`: what to store for the user. `work`: what a comparison with it computes, which from now on every sign-in has to. */
  | { outcome: 'stored'; hash: string; work: string }
  /** Import the account without a password: its owner sets one with a reset link. */
  | { outcome: 'no-password'; reason: string }
  /** Damaged, or too much work to compare, or a setting is missing. */
  | { outcome: 'refused'; reason: string };

/**
 * Reads the hash of another product. Most show their format. Three are written as `devise:$2a$…`, `firebase-scrypt$SALT$HASH`
 * (both in base64), and the JSON of a credential of Keycloak: `{"secretData":…,"credentialData":…}`.
 */
export function readImported(text: string): Imported {
  const { IMPORT_DEVISE_PEPPER: pepper, IMPORT_FIREBASE_HASH_CONFIG: firebase, BCRYPT_COST } = env();
  const found = read(text.trim(), { pepper, firebase });
  if (found.outcome === 'no-password') return found;
  if (found.outcome === 'unset') return refuse(`the hash needs the setting ${found.setting}; set it, or ${instead}`);
  if (found.outcome === 'refused') return refuse(`${found.reason}; ${instead}`);
  const stored = parse(found.stored);
  if (!stored) return refuse(`the hash is damaged; ${instead}`);
  // A sign-in never lowers the cost of a hash of ours, so its owner would always take longer than unknown addresses.
  if (stored.prepare === 'sha384' && stored.work.algorithm === 'bcrypt' && stored.work.cost > BCRYPT_COST)
    return refuse(
      `the cost of the hash is ${stored.work.cost}, more than BCRYPT_COST, ${BCRYPT_COST}; raise that, or ${instead}`,
    );
  const problem = findProblem(stored.work, BCRYPT_COST);
  if (problem) return refuse(`${problem}; ${instead}`);
  return { outcome: 'stored', hash: found.stored, work: describe(stored.work) };
}

const refuse = (reason: string) => ({ outcome: 'refused' as const, reason });
const instead = 'leave it empty, and the owner can set a password with a reset link';

/** How long all that these works add to a comparison may take, in seconds of one core: an import can't slow every sign-in without end. */
export const mostSeconds = 3;

/** How long that is, roughly. */
export function secondsOf(works: Iterable<string>, bcryptCost = env().BCRYPT_COST): number {
  const parsed = [...works].flatMap((work) => parseWork(work) ?? []);
  const rest = findRest(parsed, { algorithm: 'bcrypt', cost: bcryptCost });
  return rest.reduce((total, work) => total + estimateSeconds(work), 0);
}

/** Of the wanted works, those that do not fit: they and what is computed already would take too long. Earlier ones come first. */
export function findExcess(known: Iterable<string>, wanted: Iterable<string>): Set<string> {
  const [taken, excess] = [new Set(known), new Set<string>()];
  for (const work of wanted) {
    if (taken.has(work) || secondsOf([...taken, work]) <= mostSeconds) taken.add(work);
    else excess.add(work);
  }
  return excess;
}
