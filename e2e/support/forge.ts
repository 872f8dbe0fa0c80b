import { createHash, createHmac, hkdfSync } from 'node:crypto';
import bcrypt from 'bcryptjs';

// Forges tokens, with the secret of the site under test or with another one. The signing is implemented here a second time on
// purpose: a case that used lib/token.ts would share its mistakes.

/** The signing key for one purpose. */
export function keyFor(purpose: string, secret = process.env.AUTH_SECRET ?? ''): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'return-key', purpose, 32));
}

/** The `kid` that names the signing secret. */
export function keyId(secret?: string): string {
  return createHash('sha256').update(keyFor('key-id', secret)).digest('base64url').slice(0, 10);
}

/** Builds a token. Header and claims may be JSON text, for what an object cannot express, such as a duplicate name. */
export function forge(
  header: object | string,
  claims: object | string,
  key: string | Buffer | null = keyFor('reset'),
  hash = 'sha256',
): string {
  const body = [header, claims].map((part) => encode(typeof part === 'string' ? part : JSON.stringify(part))).join('.');
  return `${body}.${key === null ? '' : createHmac(hash, key).update(body).digest('base64url')}`;
}

/** Decodes the header and claims of a token without verifying it. */
export function read(token: string): { header: Record<string, unknown>; claims: Record<string, unknown> } {
  const [header = '', claims = ''] = token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  return { header: JSON.parse(header), claims: JSON.parse(claims) };
}

/** A session cookie in the format of version 0.1.0. */
export function oldSessionCookie(userId: string, sessionId: string, secret?: string): string {
  const now = Math.floor(Date.now() / 1000);
  return forge(
    { alg: 'HS256', typ: 'session+jwt', kid: keyId(secret) },
    { iss: process.env.APP_URL, aud: 'session', sub: userId, jti: sessionId, iat: now, exp: now + 30 * 86_400 },
    keyFor('session', secret),
  );
}

/** The key of a rate limit, as stored in `rate_limits`. */
export function rateLimitKey(policy: string, subject: string): string {
  return createHmac('sha256', keyFor('throttle')).update(`${policy}\n${subject}`).digest('base64url').slice(0, 32);
}

/** The digest of an email address, as stored in `audit_events`. */
export function digest(canonical: string): string {
  return createHmac('sha256', keyFor('digest')).update(canonical).digest('base64url').slice(0, 22);
}

/** The hash of a password, as stored in `users`. */
export function hashPassword(password: string, cost: number): string {
  const short = createHmac('sha384', 'return-key/password/1').update(password).digest('base64');
  return `bcrypt-sha384:${bcrypt.hashSync(short, cost)}`;
}

const encode = (text: string) => Buffer.from(text).toString('base64url');
