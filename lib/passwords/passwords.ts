import { createHash } from 'node:crypto';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { type Password, password as passwordField } from '@/lib/fields';
import { log, reasonOf } from '@/lib/log';
import { hashing, scoring } from './threads';

/** Why a new password is refused; the dictionaries hold the sentence. */
export type PasswordProblem =
  | 'tooShort'
  | 'tooLong'
  | 'characters'
  | 'containsSite'
  | 'containsName'
  | 'containsEmail'
  | 'weak'
  | 'breached';

/** Code points (NIST SP 800-63B-4, 3.1.1.2, asks to accept at least 64). */
const maxLength = 256;

/**
 * Judges a new password (ASVS 6.2, NIST SP 800-63B-4 3.1.1.2): length, content, strength, known breaches.
 * The same verdict at registration, reset and change. Takes no part of the password out of this process but five digits of a digest.
 * @returns null when it may be used
 */
export async function findProblem(
  password: Password,
  owner: { name: string; email: string },
): Promise<PasswordProblem | null> {
  const plain = findPlainProblem(password, owner);
  if (plain) return plain;
  const known = [brand.name, owner.name, owner.email, ...owner.email.split('@')];
  const [score, breached] = await Promise.all([
    scoring.run({ password: password.slice(0, 128), known }),
    isBreached(password),
  ]);
  if (score < 3) return 'weak';
  return breached ? 'breached' : null;
}

/**
 * Adds what can be said of a new password at once, without work and without its owner, to a form whose other fields are
 * refused: so that a person is told everything in one answer.
 */
export function addPlainProblem(problems: Record<string, string>, given: unknown): Record<string, string> {
  const parsed = passwordField.safeParse(given);
  const problem = parsed.success ? findPlainProblem(parsed.data, { name: '', email: '' }) : null;
  return problem ? { ...problems, password: problem } : problems;
}

function findPlainProblem(password: Password, owner: { name: string; email: string }): PasswordProblem | null {
  // Lone surrogates would all become the same replacement character on the way to bcrypt.
  if (/\0|\p{Cs}/u.test(password)) return 'characters';
  const length = [...password].length;
  if (length < env().PASSWORD_MIN_LENGTH) return 'tooShort';
  if (length > maxLength) return 'tooLong';
  return findKnownWord(password, owner);
}

/** Hashes a password for storage: bcrypt over HMAC-SHA-384, in a thread. Takes about a quarter of a second. */
export async function hash(password: Password): Promise<string> {
  return String(await hashing.run({ task: 'hash', password, cost: env().BCRYPT_COST }));
}

/**
 * Judges a new password and hashes it, side by side: nobody waits for one after the other. The hash of a refused password is
 * thrown away, so this is for people who hold a living link or know the present password, whose tries are counted: ten hashes
 * in a quarter of an hour are the most that it costs, and a good password would cost the same. Length and content come first.
 */
export async function judgeAndHash(
  password: Password,
  owner: { name: string; email: string },
): Promise<{ outcome: 'hashed'; hash: string } | { outcome: 'refused'; problem: PasswordProblem }> {
  const plain = findPlainProblem(password, owner);
  if (plain) return { outcome: 'refused', problem: plain };
  const [problem, hashed] = await Promise.all([findProblem(password, owner), hash(password)]);
  return problem ? { outcome: 'refused', problem } : { outcome: 'hashed', hash: hashed };
}

/**
 * Whether a password is the stored one. Null stands for "no such account or no password": it takes the same time and is never true.
 */
export async function isCorrect(password: Password, stored: string | null): Promise<boolean> {
  const compared = stored ?? placeholder();
  const matches = await hashing.run({
    task: 'compare',
    password,
    stored: compared,
    makeUpCosts: findMakeUpCosts(compared),
  });
  return matches === true && stored !== null;
}

/**
 * What a comparison with a hash of a lower cost leaves of the time that one of today's takes: 2^8 + 2^8 + 2^9 = 2^10. Imported
 * hashes and those of an earlier BCRYPT_COST are answered sooner otherwise, and whoever tries addresses would see which exist.
 */
export function findMakeUpCosts(stored: string): number[] {
  const cost = Number(/\$2[aby]\$(\d\d)\$/.exec(stored)?.[1] ?? env().BCRYPT_COST);
  return Array.from({ length: Math.max(0, env().BCRYPT_COST - cost) }, (_, step) => cost + step);
}

/** Whether a stored hash is of an older scheme or of a lower cost than today's. */
export function isOutdated(stored: string): boolean {
  const cost = /^bcrypt-sha384:\$2b\$(\d\d)\$/.exec(stored)?.[1];
  return Number(cost ?? 0) < env().BCRYPT_COST;
}

// Well-formed, of today's cost, and the hash of nothing that anybody could type.
function placeholder(): string {
  return `bcrypt-sha384:$2b$${env().BCRYPT_COST}$${'.'.repeat(53)}`;
}

function findKnownWord(password: string, owner: { name: string; email: string }): PasswordProblem | null {
  const folded = fold(password);
  const has = (word: string) => word.length >= 4 && folded.includes(fold(word));
  const [local = ''] = owner.email.split('@');
  if (has(brand.name.replace(/\s/g, '')) || has(brand.name)) return 'containsSite';
  if (has(owner.email) || has(local)) return 'containsEmail';
  if ([owner.name, ...owner.name.split(/\s+/)].some(has)) return 'containsName';
  return null;
}

const fold = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** The range service sees five hex digits of a digest. When it cannot be reached in 800 ms the password passes, and the log says so. */
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
