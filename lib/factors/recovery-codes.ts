import { randomInt } from 'node:crypto';
import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db';
import { recoveryCodes } from '@/db/schema';
import { alphabet } from '@/lib/codes';
import * as token from '@/lib/token';

/** How many codes a set has. */
export const setSize = 10;
/** Characters of a code: 120 bits, so one keyed hash and one look-up are enough (NIST SP 800-63B-4, 4.2.1.1 asks for 64). */
export const codeLength = 24;
/** What a typed code looks like, without its hyphens: part of a regular expression. */
export const codePattern = `[${alphabet}]{${codeLength}}`;
/** With so many left, the owner is reminded to get a new set. */
export const fewLeft = 2;

/** New codes, as the owner gets them: in groups of four. They are stored as hashes only, and cannot be shown again. */
export function createCodes(count: number = setSize): string[] {
  return Array.from({ length: count }, () => format(createCode()));
}

function createCode(): string {
  return Array.from({ length: codeLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}

function format(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** Whether a typed code is one of these. */
export function isOneOf(codes: readonly string[], typed: string): boolean {
  return codes.includes(format(typed));
}

/** Replaces the user's codes by a new set. */
export async function replaceAll(tx: Transaction, userId: string, codes: readonly string[]): Promise<void> {
  await removeAll(tx, userId);
  await add(tx, userId, codes);
}

/** Adds codes that the owner has seen. */
export async function add(tx: Transaction, userId: string, codes: readonly string[]): Promise<void> {
  const rows = codes.map((code) => ({ userId, hash: hashOf(code, token.currentKeyId()) }));
  await tx
    .insert(recoveryCodes)
    .values(rows)
    // The same set again, from a form that was sent twice: the owner holds these codes, so they are not to end as the old set.
    .onConflictDoUpdate({
      target: recoveryCodes.hash,
      set: { removedAt: null },
      setWhere: eq(recoveryCodes.userId, userId),
    });
}

/** Ends the user's codes. */
export async function removeAll(tx: Transaction, userId: string): Promise<void> {
  await tx
    .update(recoveryCodes)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.removedAt)));
}

export type Acceptance = { outcome: 'accepted'; id: string } | { outcome: 'wrong' } | { outcome: 'used' };

/** Accepts a code of the user's, once, however many try it at a time (ASVS 6.5.1). */
export async function accept(tx: Transaction, userId: string, typed: string): Promise<Acceptance> {
  const hashes = token.keyIds().map((keyId) => hashOf(typed, keyId));
  const isIt = and(eq(recoveryCodes.userId, userId), inArray(recoveryCodes.hash, hashes));
  const [accepted] = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(isIt, isNull(recoveryCodes.usedAt), isNull(recoveryCodes.removedAt)))
    .returning({ id: recoveryCodes.id });
  if (accepted) return { outcome: 'accepted', ...accepted };
  const wasUsed = (await tx.$count(recoveryCodes, and(isIt, isNotNull(recoveryCodes.usedAt)))) > 0;
  return { outcome: wasUsed ? 'used' : 'wrong' };
}

/**
 * Puts a new code in the place of a used one, once.
 * @returns false when the used one has been replaced already, or its whole set was
 */
export async function replace(tx: Transaction, userId: string, usedId: string, code: string): Promise<boolean> {
  const isUsed = and(
    eq(recoveryCodes.id, usedId),
    eq(recoveryCodes.userId, userId),
    isNotNull(recoveryCodes.usedAt),
    isNull(recoveryCodes.removedAt),
  );
  const [replaced] = await tx
    .update(recoveryCodes)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(isUsed)
    .returning({ id: recoveryCodes.id });
  if (replaced) await add(tx, userId, [code]);
  return replaced !== undefined;
}

function hashOf(code: string, keyId: string): string {
  return Buffer.from(token.mac('recovery-code', code.replaceAll('-', ''), keyId)).toString('base64url');
}
