import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { env } from './env';

/** What a token is for. Each purpose has its own key, `typ` and `aud`, so that none passes for another (RFC 8725, 3.11 and 3.12). */
export type Purpose =
  | 'reset'
  | 'deny'
  | 'confirm'
  | 'address'
  | 'not-me'
  // Only read, and only until 0.3.0: lib/web/session-cookie.ts.
  | 'session'
  | 'device'
  | 'ticket'
  | 'demo';

/** Whom and what a token names. `id` is the row that decides whether the token still counts. */
export type Claims = { subject: string; id: string; data?: Record<string, string | number> };

export type Verification = { outcome: 'valid'; claims: Claims } | { outcome: 'expired' } | { outcome: 'invalid' };

/**
 * Issues a signed token (JWT, HS256).
 * The same claims, moment, life and key always give the same token: an email that is sent again carries the same link.
 * @param lifeSeconds how long `verify` will accept it
 * @param options.issuedAt the beginning of its life; now by default
 * @param options.keyId the key to sign with, see `currentKeyId`; the newest by default
 * @throws UnknownKey when the named key has been rotated out
 */
export async function issue(
  purpose: Purpose,
  claims: Claims,
  lifeSeconds: number,
  { issuedAt = new Date(), keyId = currentKeyId() }: { issuedAt?: Date; keyId?: string } = {},
): Promise<string> {
  const key = keyring().get(keyId);
  if (!key) throw new UnknownKey(keyId);
  const from = Math.floor(issuedAt.getTime() / 1000);
  return new SignJWT({ ...(claims.data ? { data: claims.data } : {}) })
    .setProtectedHeader({ alg: algorithm, typ: typeOf(purpose), kid: keyId })
    .setIssuer(env().APP_URL)
    .setAudience(purpose)
    .setSubject(claims.subject)
    .setJti(claims.id)
    .setIssuedAt(from)
    .setExpirationTime(from + lifeSeconds)
    .sign(await importOnce(key(purpose)));
}

/** Tells what a token says, or why it does not count. An expired token is told from a false one only after its signature held. */
export async function verify(purpose: Purpose, token: string, now = new Date()): Promise<Verification> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => importOnce(findKey(purpose, kid)), {
      // jose would also take other HMACs and tokens without an end; RFC 8725, 3.1 wants one algorithm. token.test.ts guards it.
      algorithms: [algorithm],
      typ: typeOf(purpose),
      issuer: env().APP_URL,
      audience: purpose,
      requiredClaims: ['sub', 'jti', 'iat', 'exp'],
      currentDate: now,
    });
    return { outcome: 'valid', claims: readClaims(payload) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) return { outcome: 'expired' };
    if (error instanceof errors.JOSEError || error instanceof UnknownKey) return { outcome: 'invalid' };
    throw error;
  }
}

/**
 * The claims of a token whose signature holds, whatever its age; null for any other.
 * For tokens whose life is decided by a row and the database's clock: a wrong process clock must not change anything.
 */
export async function findClaims(purpose: Purpose, token: string): Promise<Claims | null> {
  const result = await verify(purpose, token, new Date(0));
  return result.outcome === 'valid' ? result.claims : null;
}

/** The name of the key that signs new tokens. A row keeps it, so that its link can be signed again after a rotation. */
export function currentKeyId(): string {
  return keyIdOf(env().AUTH_SECRET);
}

/** A key to sign a row's link with: the one that the row names, or the newest when that was rotated out (the old link is dead then). */
export function usableKeyId(keyId: string): string {
  return isKeyKnown(keyId) ? keyId : currentKeyId();
}

/** Whether a key is among AUTH_SECRET and AUTH_SECRET_PREVIOUS. */
export function isKeyKnown(keyId: string): boolean {
  return keyring().has(keyId);
}

/** Thrown when a token was signed with a key that is no longer among AUTH_SECRET and AUTH_SECRET_PREVIOUS. */
export class UnknownKey extends Error {}

/** A key for an HMAC that is not a token (look-ups of what must not be stored readable). Changes with AUTH_SECRET. */
export function deriveKey(purpose: string): Uint8Array {
  return derive(env().AUTH_SECRET, purpose);
}

/**
 * A digest of a text that only this house can make: what an email carries beside its link, and no table.
 * @param keyId the key that a row names, see `currentKeyId`
 * @throws UnknownKey when the named key has been rotated out
 */
export function mac(purpose: 'code', text: string, keyId: string): Uint8Array {
  return createHmac('sha256', findKey(purpose, keyId)).update(text).digest();
}

const algorithm = 'HS256';
const typeOf = (purpose: Purpose) => `${purpose}+jwt`;

function readClaims(payload: JWTPayload): Claims {
  const { sub = '', jti = '', data } = payload;
  const readable = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const kept = readable.flatMap(([key, value]): [string, string | number][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [],
  );
  return { subject: sub, id: jti, ...(kept.length > 0 ? { data: Object.fromEntries(kept) } : {}) };
}

function findKey(purpose: Purpose | 'code', keyId: string | undefined): Uint8Array {
  const key = keyring().get(keyId ?? '');
  if (!key) throw new UnknownKey(keyId);
  return key(purpose);
}

type Key = (purpose: Purpose | 'code') => Uint8Array;
let ring: Map<string, Key> | undefined;

function keyring(): Map<string, Key> {
  ring ??= new Map(
    [env().AUTH_SECRET, ...env().AUTH_SECRET_PREVIOUS].map((secret) => [keyIdOf(secret), makeKey(secret)]),
  );
  return ring;
}

function makeKey(secret: string): Key {
  return (purpose) => derive(secret, purpose);
}

function keyIdOf(secret: string): string {
  return createHash('sha256').update(derive(secret, 'key-id')).digest('base64url').slice(0, 10);
}

// One secret, a key for each purpose (RFC 5869).
function derive(secret: string, purpose: string): Uint8Array {
  const name = `${purpose}\n${secret}`;
  const key = derived.get(name) ?? new Uint8Array(hkdfSync('sha256', secret, 'return-key', purpose, 32));
  derived.set(name, key);
  return key;
}

// jose would import the bytes anew for each token.
function importOnce(bytes: Uint8Array): Promise<CryptoKey> {
  const usages: KeyUsage[] = ['sign', 'verify'];
  const key = imported.get(bytes) ?? crypto.subtle.importKey('raw', new Uint8Array(bytes), hmac, false, usages);
  imported.set(bytes, key);
  return key;
}

const hmac = { name: 'HMAC', hash: 'SHA-256' };
const imported = new WeakMap<Uint8Array, Promise<CryptoKey>>();

// Deriving takes longer than the signature that it is for. The purposes are constants of ours, the secrets those of the settings.
const derived = new Map<string, Uint8Array>();
