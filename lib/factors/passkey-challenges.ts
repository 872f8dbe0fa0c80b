import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from '@/db';
import * as token from '@/lib/token';
import { readClock } from './authenticators';
import * as spentTokens from './spent-tokens';

// The challenge of a passkey is a signed token itself: the browser sends it back within what the authenticator has signed, so nothing is
// stored for those who only ask, and several tabs of a browser do not get in each other's way.

/** How long a challenge may be answered. */
export const challengeMinutes = 5;

/** `browser`: what the browser that asked holds in a cookie. An answer from any other is refused. */
export type Asker = { browser: string };

/** A challenge that was answered. */
export type Challenge = { id: string; expiresAt: Date };

/** Who signs in is not known until the answer. */
export const anyone = 'anyone';

/** Issues a challenge. @param subject who may answer: `anyone`, or the id of the user who adds a passkey */
export async function issue(subject: string, { browser }: Asker): Promise<string> {
  const id = randomBytes(16).toString('base64url');
  const expiresAt = Math.floor((await readClock()) * 1000) + challengeMinutes * 60_000;
  const data = { expiresAt, browser: digest(browser) };
  return token.issue('passkey', { subject, id, data }, challengeMinutes * 60);
}

/**
 * Reads the challenge in an answer.
 * @param challenge as in the answer: base64url of the token
 * @returns null when it is not ours, for someone else, or of another browser. Whether it is still good, `spend` decides
 */
export async function read(challenge: string, subject: string, { browser }: Asker): Promise<Challenge | null> {
  const claims = await token.findClaims('passkey', Buffer.from(challenge, 'base64url').toString());
  if (claims?.subject !== subject || claims.data?.browser !== digest(browser)) return null;
  return { id: claims.id, expiresAt: new Date(Number(claims.data.expiresAt)) };
}

/** Uses a challenge up. @returns false when it was answered before, or has expired by the database's clock */
export function spend(tx: Transaction, { id, expiresAt }: Challenge): Promise<boolean> {
  return spentTokens.spend(tx, `passkey:${id}`, expiresAt);
}

// The page's script can read the challenge, and must not learn the cookie from it.
function digest(browser: string): string {
  return createHash('sha256').update(browser).digest('base64url');
}
