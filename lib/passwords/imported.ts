import { env } from '@/lib/env';
import { read } from './imported/formats';
import { parse } from './imported/stored';
import { describe, findProblem } from './imported/work';

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
  if (found.outcome === 'refused') return { ...found, reason: `${found.reason}; ${instead}` };
  const stored = parse(found.stored);
  const problem = stored ? findProblem(stored.work, BCRYPT_COST) : 'the hash is damaged';
  if (!stored || problem) return { outcome: 'refused', reason: `${problem}; ${instead}` };
  return { outcome: 'stored', hash: found.stored, work: describe(stored.work) };
}

const instead = 'or leave it empty, and the owner can set a password with a reset link';
