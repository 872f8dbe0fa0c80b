import { createHash } from 'node:crypto';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { type Password, password as passwordField } from '@/lib/fields';
import { log, reasonOf } from '@/lib/log';
import { findKnownWord } from './known-words';
import { isCutOff } from './pool';
import type { Share } from './queue';
import { judgedPart } from './strength';
import { fold, isEasy } from './surprises';
import { hashing, scoring } from './threads';

/** Why a new password is refused. The dictionaries have a sentence for each. */
export type PasswordProblem =
  | 'tooShort'
  | 'tooLong'
  | 'characters'
  | 'containsSite'
  | 'containsName'
  | 'containsEmail'
  | 'weak'
  | 'breached';

/**
 * What stands for characters that were lost: bytes that are no UTF-8 arrive as U+FFFD, and lone surrogates would be encoded as it. All
 * such passwords of one length would be the same. NUL and noncharacters are replaced or dropped by other software on the way here.
 */
const replaceable = /\0|\p{Cs}|\uFFFD|\p{Noncharacter_Code_Point}/u;

const containing = { site: 'containsSite', name: 'containsName', email: 'containsEmail' } as const;

/** In code points (NIST SP 800-63B-4, 3.1.1.2: accept at least 64). */
const maxLength = 256;

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
  const [weak, breached] = await Promise.all([isWeak(password, owner, share), isBreached(password)]);
  if (weak) return 'weak';
  return breached ? 'breached' : null;
}

// No password takes a sixth of the time after which scoring is cut off (estimator.test.ts), and a busy machine does not shorten it. Should
// it happen all the same, the meter's rule decides, which needs no dictionary: it is the verdict that the person has seen.
async function isWeak(password: Password, owner: { name: string; email: string }, share: Share): Promise<boolean> {
  const judged = judgedPart(password);
  const known = [brand.name, owner.name, owner.email, ...owner.email.split('@')];
  try {
    return (await scoring.run({ password: judged, known }, share)) < 3;
  } catch (error) {
    if (!isCutOff(error)) throw error;
    log('warn', 'password judged without dictionaries', { reason: reasonOf(error) });
    return isEasy(fold(judged));
  }
}

/**
 * When other fields of a form are refused, adds the problem of the new password that can be found without its owner, the score and
 * the breach check, so that the person sees all problems at once.
 */
export function addBasicProblem(problems: Record<string, string>, given: unknown): Record<string, string> {
  const parsed = passwordField.safeParse(given);
  const problem = parsed.success ? findBasicProblem(parsed.data, { name: '', email: '' }) : null;
  return problem ? { ...problems, password: problem } : problems;
}

function findBasicProblem(password: Password, owner: { name: string; email: string }): PasswordProblem | null {
  if (replaceable.test(password)) return 'characters';
  const length = [...password].length;
  if (length < env().PASSWORD_MIN_LENGTH) return 'tooShort';
  if (length > maxLength) return 'tooLong';
  const known = findKnownWord(password, { site: brand.name, ...owner });
  return known && containing[known];
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
 * Whether a password matches a stored hash.
 * @param stored null when there is no account or no password: takes the same time and is never correct
 * @throws TooBusy
 */
export async function isCorrect(password: Password, stored: string | null, share: Share): Promise<boolean> {
  const compared = stored ?? placeholder();
  const paddingCosts = findPaddingCosts(compared);
  const matches = await hashing.run({ task: 'compare', password, stored: compared, paddingCosts }, share);
  return matches === true && stored !== null;
}

/**
 * The costs of the additional hashes that make a comparison with a cheaper hash take as long as one at BCRYPT_COST, for example
 * 2^8 + 2^8 + 2^9 = 2^10. Imported hashes and those of an earlier BCRYPT_COST would be compared faster otherwise, and the timing
 * would reveal which addresses have an account.
 */
export function findPaddingCosts(stored: string): number[] {
  const cost = Number(/\$2[aby]\$(\d\d)\$/.exec(stored)?.[1] ?? env().BCRYPT_COST);
  return Array.from({ length: Math.max(0, env().BCRYPT_COST - cost) }, (_, step) => cost + step);
}

/** Whether a stored hash has an older scheme or a lower cost than BCRYPT_COST. */
export function isOutdated(stored: string): boolean {
  const cost = /^bcrypt-sha384:\$2b\$(\d\d)\$/.exec(stored)?.[1];
  return Number(cost ?? 0) < env().BCRYPT_COST;
}

// A well-formed hash at the current cost that matches no password.
function placeholder(): string {
  return `bcrypt-sha384:$2b$${env().BCRYPT_COST}$${'.'.repeat(53)}`;
}

/** Sends five hex digits of a SHA-1 digest to the range service. If it does not answer in 800 ms, logs that and lets the password pass. */
async function isBreached(password: string): Promise<boolean> {
  const service = env().BREACH_CHECK_URL;
  if (service === 'off') return false;
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  try {
    const answer = await fetch(new URL(digest.slice(0, 5), service), {
      headers: { 'Add-Padding': 'true' },
      signal: AbortSignal.timeout(800),
    });
    if (!answer.ok) throw new Error(`the service answered ${answer.status}`);
    const suffix = digest.slice(5);
    // Padding lines end in ":0".
    return (await answer.text()).split(/\r?\n/).some((line) => line.startsWith(`${suffix}:`) && !line.endsWith(':0'));
  } catch (error) {
    log('warn', 'breach check skipped', { reason: reasonOf(error) });
    return false;
  }
}
