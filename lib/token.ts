import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { env } from './env';

/** What a token is for. Each purpose has its own key, `typ` and `aud`, so a token works for no other (RFC 8725, 3.11 and 3.12). */
export type Purpose =
  | 'reset'
  | 'deny'
  | 'confirm'
  | 'address'
  | 'not-me'
  | 'backup'
  /** The second step of a sign-in: held by the browser that gave the right password. */
  | 'sign-in'
  /** The challenge of a passkey. */
  | 'passkey'
  /** A second factor that was given for a reset link, in the browser that gave it. */
  | 'factor'
  // Only verified, never issued, and only until 0.5.0: lib/web/session-cookie.ts.
  | 'session'
  | 'device'
  | 'ticket'
  | 'demo';

/** `subject`: the user (or the row, when there is no user). `id`: the row that decides whether the token is still good. */
export type Claims = { subject: string; id: string; data?: Record<string, string | number> };

export type Verification = { outcome: 'valid'; claims: Claims } | { outcome: 'expired' } | { outcome: 'invalid' };

/**
 * Issues a signed token (JWT, HS256).
 * Deterministic: the same claims, issue time, lifetime and key give the same token, so a repeated email carries the same link.
 * @param lifeSeconds how long `verify` accepts it
 * @param options.issuedAt the start of its lifetime; default now
 * @param options.keyId the key to sign with, see `currentKeyId`; default the newest
 * @throws UnknownKey when that key has been rotated out
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

/**
 * The token in a text that mail programs, chats and people have added signs to: quotes and brackets around it, what follows the link in
 * the sentence, line breaks within it. A token starts with "eyJ", has only letters, digits, "-", "_" and two dots, and ends after
 * the 43 characters of its signature, so nothing else can be meant. Returns the text itself when it holds no token.
 */
export function extract(text: string): string {
  const joined = text
    // Quoted-printable: a soft line break, and the signs of a token when they are encoded (RFC 2045, 6.7).
    .replace(/=[\t ]*\r?\n/g, '')
    .replace(/=(2D|2E|5F)/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/[\s\p{Cc}\p{Cf}]/gu, '');
  return /eyJ[\w-]+\.[\w-]+\.[\w-]{43}/.exec(joined)?.[0] ?? joined;
}

/** Verifies a token and returns its claims. A token is reported as expired only when its signature is valid. */
export async function verify(purpose: Purpose, token: string, now = new Date()): Promise<Verification> {
  try {
    const { payload } = await jwtVerify(token, ({ kid }) => importOnce(findKey(purpose, kid)), {
      // By default jose also accepts other HMACs and tokens without `exp`. One algorithm: RFC 8725, 3.1 (token.test.ts).
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
 * The claims of a token with a valid signature, expired or not; null for any other token.
 * For tokens whose expiry is decided by a row and the database's clock: a wrong process clock must not matter.
 */
export async function findClaims(purpose: Purpose, token: string): Promise<Claims | null> {
  const result = await verify(purpose, token, new Date(0));
  return result.outcome === 'valid' ? result.claims : null;
}

/** The id of the key that signs new tokens. Rows store it, so that their links can be signed again after a rotation. */
export function currentKeyId(): string {
  return keyIdOf(env().AUTH_SECRET);
}

/** The key to sign a row's link with: the row's own, or the newest when that was rotated out (the old link no longer works then). */
export function usableKeyId(keyId: string): string {
  return isKeyKnown(keyId) ? keyId : currentKeyId();
}

/** Whether a key belongs to AUTH_SECRET or AUTH_SECRET_PREVIOUS. */
export function isKeyKnown(keyId: string): boolean {
  return keyring().has(keyId);
}

/** Thrown when a key belongs neither to AUTH_SECRET nor to AUTH_SECRET_PREVIOUS. */
export class UnknownKey extends Error {}

/** A key for HMACs other than tokens, such as digests of addresses. Changes with AUTH_SECRET. */
export function deriveKey(purpose: string): Uint8Array {
  return derive(env().AUTH_SECRET, purpose);
}

/** What a key is for that signs no token. */
type OtherPurpose = 'code' | 'recovery-code' | 'authenticator';

/** The ids of all keys, the newest first: of AUTH_SECRET and AUTH_SECRET_PREVIOUS. */
export function keyIds(): string[] {
  return [...keyring().keys()];
}

/**
 * An HMAC-SHA-256 of a text, from which the code of a reset is derived, and by which a recovery code is found.
 * @param keyId the key stored in the row, see `currentKeyId`
 * @throws UnknownKey when that key has been rotated out
 */
export function mac(purpose: 'code' | 'recovery-code', text: string, keyId: string): Uint8Array {
  return createHmac('sha256', findKey(purpose, keyId)).update(text).digest();
}

/** Encrypts a text with the newest key (AES-256-GCM), for a column. `context` names its row; with another one it cannot be decrypted. */
export function seal(purpose: 'authenticator', text: string, context: string): { sealed: string; keyId: string } {
  const keyId = currentKeyId();
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', findKey(purpose, keyId), nonce).setAAD(Buffer.from(context));
  const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { sealed: Buffer.concat(parts).toString('base64url'), keyId };
}

/**
 * Decrypts what `seal` returned.
 * @throws UnknownKey when its key has been rotated out; another error for a column that was altered
 */
export function unseal(purpose: 'authenticator', sealed: string, keyId: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', findKey(purpose, keyId), bytes.subarray(0, 12))
    .setAAD(Buffer.from(context))
    .setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

const algorithm = 'HS256';
const typeOf = (purpose: Purpose) => `${purpose}+jwt`;

function readClaims(payload: JWTPayload): Claims {
  const { sub = '', jti = '', data } = payload;
  const entries = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const kept = entries.flatMap(([key, value]): [string, string | number][] =>
    typeof value === 'string' || typeof value === 'number' ? [[key, value]] : [],
  );
  return { subject: sub, id: jti, ...(kept.length > 0 ? { data: Object.fromEntries(kept) } : {}) };
}

function findKey(purpose: Purpose | OtherPurpose, keyId: string | undefined): Uint8Array {
  const key = keyring().get(keyId ?? '');
  if (!key) throw new UnknownKey(keyId);
  return key(purpose);
}

type Key = (purpose: Purpose | OtherPurpose) => Uint8Array;
let cachedKeyring: Map<string, Key> | undefined;

function keyring(): Map<string, Key> {
  cachedKeyring ??= new Map(
    [env().AUTH_SECRET, ...env().AUTH_SECRET_PREVIOUS].map((secret) => [keyIdOf(secret), makeKey(secret)]),
  );
  return cachedKeyring;
}

function makeKey(secret: string): Key {
  return (purpose) => derive(secret, purpose);
}

function keyIdOf(secret: string): string {
  return createHash('sha256').update(derive(secret, 'key-id')).digest('base64url').slice(0, 10);
}

// HKDF: one key per purpose from one secret (RFC 5869).
function derive(secret: string, purpose: string): Uint8Array {
  const name = `${purpose}\n${secret}`;
  const key = derived.get(name) ?? new Uint8Array(hkdfSync('sha256', secret, 'return-key', purpose, 32));
  derived.set(name, key);
  return key;
}

// Given the bytes, jose would import them again for each token.
function importOnce(bytes: Uint8Array): Promise<CryptoKey> {
  const usages: KeyUsage[] = ['sign', 'verify'];
  const key = imported.get(bytes) ?? crypto.subtle.importKey('raw', new Uint8Array(bytes), hmac, false, usages);
  imported.set(bytes, key);
  return key;
}

const hmac = { name: 'HMAC', hash: 'SHA-256' };
const imported = new WeakMap<Uint8Array, Promise<CryptoKey>>();

// Deriving a key takes longer than signing with it. Bounded: purposes are constants, secrets come from the settings.
const derived = new Map<string, Uint8Array>();
