import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { type Password, password as passwordField } from '@/lib/fields';
import { log, reasonOf } from '@/lib/log';
import { examples } from '@/lib/words/examples';
import { isBreached } from './breach';
import type { Secrets } from './imported/compare';
import { parse as parseWork } from './imported/work';
import { isCutOff } from './pool';
import type { Share } from './queue';
import { estimate, judgedPart } from './strength';
import { hashing, scoring } from './threads';

/** Why a new password is refused. The dictionaries have a sentence for each. */
export type PasswordProblem =
  | 'tooShort'
  | 'tooLong'
  | 'characters'
  | 'containsSite'
  | 'containsName'
  | 'containsEmail'
  | 'example'
  | 'weak'
  | 'common'
  | 'breached';

/**
 * What stands for characters that were lost: bytes that are no UTF-8 arrive as U+FFFD, and lone surrogates would be encoded as it. All
 * such passwords of one length would be the same. NUL and noncharacters are replaced or dropped by other software on the way here.
 */
const replaceable = /\0|\p{Cs}|\uFFFD|\p{Noncharacter_Code_Point}/u;

const containing = {
  site: 'containsSite',
  name: 'containsName',
  email: 'containsEmail',
  example: 'example',
} as const;

/**
 * Checks a new password (ASVS 6.2, NIST SP 800-63B-4 3.1.1.2): length, content, strength, known breaches. The policy is the same at
 * registration, reset and change. Nothing of the password leaves this process except five hex digits of its SHA-1 digest.
 * @returns null when the password is acceptable
 * @throws TooBusy
 */
export async function findProblem(
  password: Password,
  owner: { name: string; email: string },
  share: Share,
): Promise<PasswordProblem | null> {
  const basic = findBasicProblem(password, owner);
  if (basic) return basic;
  const [guessable, breached] = await Promise.all([findGuessable(password, owner, share), isBreached(password)]);
  return guessable ?? (breached ? 'breached' : null);
}

/**
 * In guesses: what protects a hash that was stolen for a while, and one power less for eight and nine characters, because a short word is in
 * some random ones of that length. No setting: random passwords pass at every PASSWORD_MIN_LENGTH (verdicts.test.ts).
 */
const fewestGuesses = (password: string) => ([...password].length < 10 ? 1e7 : 1e8);

// No password takes a sixth of the time after which judging is cut off (estimator.test.ts), and a busy machine does not shorten it. Should
// it happen all the same, the password is taken: it has passed what needs no dictionary, and the person has seen that verdict.
async function findGuessable(
  password: Password,
  owner: { name: string; email: string },
  share: Share,
): Promise<'weak' | 'common' | null> {
  const judged = judgedPart(password);
  const known = [brand.name, owner.name, owner.email, ...owner.email.split('@')];
  try {
    const { guesses, isCommon } = await scoring.run({ password: judged, known }, share);
    if (guesses >= fewestGuesses(judged)) return null;
    return isCommon ? 'common' : 'weak';
  } catch (error) {
    if (!isCutOff(error)) throw error;
    log('warn', 'password judged without dictionaries', { reason: reasonOf(error) });
    return null;
  }
}

/**
 * When other fields of a form are refused, adds the problem of the new password that can be found without its owner, the dictionaries
 * and the breach check, so that the person sees all problems at once.
 */
export function addBasicProblem<Problems extends object>(
  problems: Problems,
  given: unknown,
): Problems | (Omit<Problems, 'password'> & { password: PasswordProblem }) {
  const parsed = passwordField.safeParse(given);
  const problem = parsed.success ? findBasicProblem(parsed.data, { name: '', email: '' }) : null;
  return problem ? { ...problems, password: problem } : problems;
}

function findBasicProblem(password: Password, owner: { name: string; email: string }): PasswordProblem | null {
  if (replaceable.test(password)) return 'characters';
  const seen = estimate(password, env().PASSWORD_MIN_LENGTH, { site: brand.name, ...owner, example: examples });
  switch (seen.verdict) {
    case 'short':
      return 'tooShort';
    case 'long':
      return 'tooLong';
    case 'telling':
      return containing[seen.of];
    case 'easy':
      return 'weak';
    default:
      return null;
  }
}

/**
 * Hashes a password for storage: bcrypt of an HMAC-SHA-384, in a worker thread. Takes about a quarter of a second at cost 12.
 * @throws TooBusy
 */
export async function hash(password: Password, share: Share): Promise<string> {
  return String(await hashing.run({ task: 'hash', password, cost: env().BCRYPT_COST }, share));
}

/**
 * Checks a new password and hashes it in parallel, so that the person waits for the longer of the two. The hash of a refused password
 * is wasted, so call this only for the proven: someone who holds a working link or knows the current password, whose attempts are
 * limited to ten in 15 minutes. A password refused for length or content is not hashed.
 * @throws TooBusy
 */
export async function checkAndHash(
  password: Password,
  owner: { name: string; email: string },
): Promise<{ outcome: 'hashed'; hash: string } | { outcome: 'refused'; problem: PasswordProblem }> {
  const basic = findBasicProblem(password, owner);
  if (basic) return { outcome: 'refused', problem: basic };
  const [problem, hashed] = await Promise.all([findProblem(password, owner, 'proven'), hash(password, 'proven')]);
  return problem ? { outcome: 'refused', problem } : { outcome: 'hashed', hash: hashed };
}

/**
 * Whether a password matches a stored hash, of ours or imported.
 * @param stored null when there is no account or no password: takes the same time and is never correct
 * @param imported what comparisons with the imported hashes of all accounts compute (`readImported`). With it, each computes all of
 * that, whatever is stored; otherwise the time would tell which addresses have an account
 * @throws TooBusy
 */
export async function isCorrect(
  password: Password,
  stored: string | null,
  share: Share,
  imported: readonly string[] = [],
): Promise<boolean> {
  const { BCRYPT_COST: cost, IMPORT_DEVISE_PEPPER: pepper = null, IMPORT_FIREBASE_HASH_CONFIG: firebase } = env();
  const compared = stored ?? placeholder();
  const job = {
    ...{ task: 'compare' as const, password, stored: compared },
    wanted: [{ algorithm: 'bcrypt' as const, cost }, ...imported.flatMap((work) => parseWork(work) ?? [])],
    secrets: { pepper, signerKey: firebase?.signerKey ?? null },
  };
  const matches = await hashing.run(job, share);
  const missing = findMissingSetting(compared, job.secrets);
  if (missing) log('error', 'imported password not compared', { reason: `${missing} is not set` });
  return matches === true && stored !== null && missing === null;
}

function findMissingSetting(stored: string, { pepper, signerKey }: Secrets): string | null {
  if (stored.startsWith('bcrypt-devise:') && !pepper) return 'IMPORT_DEVISE_PEPPER';
  return stored.startsWith('scrypt-firebase:') && !signerKey ? 'IMPORT_FIREBASE_HASH_CONFIG' : null;
}

/** Whether a stored hash is in this application's own scheme, and not as another product wrote it. */
export const isOwn = (stored: string): boolean => stored.startsWith('bcrypt-sha384:');

/** Whether a stored hash has an older scheme or a lower cost than BCRYPT_COST. */
export function isOutdated(stored: string): boolean {
  const cost = /^bcrypt-sha384:\$2b\$(\d\d)\$/.exec(stored)?.[1];
  return Number(cost ?? 0) < env().BCRYPT_COST;
}

// A well-formed hash at the current cost that matches no password.
function placeholder(): string {
  return `bcrypt-sha384:$2b$${env().BCRYPT_COST}$${'.'.repeat(53)}`;
}
