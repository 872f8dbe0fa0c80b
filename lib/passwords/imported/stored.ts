import { type Digest, digestBytes, isDigest, type Work } from './work';

/** A stored hash as it is read. `prepare`: how the password becomes the input of the algorithm. */
export type Stored =
  | { prepare: BcryptInput; work: Work; hash: string }
  | { prepare: Input; work: Work; salt: Buffer; key: Buffer };
export type BcryptInput = 'plain' | 'sha384' | 'django' | 'devise' | 'wordpress';
export type Input = 'plain' | 'nfkc' | 'firebase';

/** What is stored for bcrypt: `bcrypt-devise:$2a$11$…`. Without a prefix it is bcrypt of the password itself. */
export const writeBcrypt = (prepare: BcryptInput, hash: string) =>
  prepare === 'plain' ? hash : `bcrypt-${prepare}:${hash}`;

/** What is stored for PBKDF2: `pbkdf2-sha256:600000$…$…`. Salt and key are in base64. */
export const writePbkdf2 = (digest: Digest, iterations: number, salt: Buffer, key: Buffer) =>
  `pbkdf2-${digest}:${iterations}$${salt.toString('base64')}$${key.toString('base64')}`;

/** What is stored for scrypt: `scrypt-nfkc:16384:16:1$…$…`. */
export const writeScrypt = (prepare: Input, [n, r, p]: [number, number, number], salt: Buffer, key: Buffer) =>
  `scrypt-${prepare}:${n}:${r}:${p}$${salt.toString('base64')}$${key.toString('base64')}`;

/** @returns null for what is no stored hash, or a damaged one */
export function parse(stored: string): Stored | null {
  return parseBcrypt(stored) ?? parsePbkdf2(stored) ?? parseScrypt(stored) ?? parseArgon2(stored);
}

function parseBcrypt(stored: string): Stored | null {
  const [, name = 'plain', hash = '', cost] =
    /^(?:bcrypt-([a-z\d]+):)?(\$2[aby]\$(\d\d)\$[./A-Za-z\d]{53})$/.exec(stored) ?? [];
  const prepare = bcryptInputs.find((one) => one === name);
  return cost && prepare ? { prepare, work: { algorithm: 'bcrypt', cost: Number(cost) }, hash } : null;
}
const bcryptInputs: BcryptInput[] = ['plain', 'sha384', 'django', 'devise', 'wordpress'];

function parsePbkdf2(stored: string): Stored | null {
  const [, digest = '', iterations, salt64 = '', key64 = ''] =
    /^pbkdf2-(\w+):(\d{1,9})\$([A-Za-z\d+/=]+)\$([A-Za-z\d+/=]+)$/.exec(stored) ?? [];
  const bytes = readBytes(salt64, key64);
  if (!bytes || !isDigest(digest)) return null;
  // A key that is longer than the digest takes the iterations again for each part.
  const parts = Math.ceil(bytes.key.length / digestBytes[digest]);
  return { prepare: 'plain', work: { algorithm: 'pbkdf2', digest, iterations: Number(iterations) * parts }, ...bytes };
}

function parseScrypt(stored: string): Stored | null {
  const [, name, ...rest] =
    /^scrypt-(\w+):(\d{1,9}):(\d{1,3}):(\d{1,3})\$([A-Za-z\d+/=]+)\$([A-Za-z\d+/=]+)$/.exec(stored) ?? [];
  const [n = 0, r = 0, p = 0] = rest.map(Number);
  const prepare = inputs.find((one) => one === name);
  const bytes = readBytes(rest[3], rest[4]);
  if (!bytes || !prepare || n < 2 || !Number.isInteger(Math.log2(n)) || r < 1 || p < 1) return null;
  // RFC 7914 demands this, and OpenSSL throws otherwise.
  if (Math.log2(n) >= 16 * r) return null;
  return { prepare, work: { algorithm: 'scrypt', n, r, p }, ...bytes };
}
const inputs: Input[] = ['plain', 'nfkc', 'firebase'];

// The PHC string format, which every implementation writes. Version 19 is 1.3, the one of RFC 9106.
const phc =
  /^\$argon2(id?)\$v=19\$m=(\d{1,7}),t=(\d{1,4}),p=(\d{1,3})\$([A-Za-z\d+/]{11,128})\$([A-Za-z\d+/]{22,128})$/;

function parseArgon2(stored: string): Stored | null {
  const [, type, m, t, p, salt64, key64] = phc.exec(stored) ?? [];
  const [memoryKib, passes, lanes] = [Number(m), Number(t), Number(p)];
  const bytes = readBytes(salt64, key64);
  if (!bytes || (type !== 'i' && type !== 'id') || passes < 1 || lanes < 1) return null;
  return { prepare: 'plain', work: { algorithm: 'argon2', type, memoryKib, passes, lanes }, ...bytes };
}

function readBytes(salt64 = '', key64 = ''): { salt: Buffer; key: Buffer } | null {
  const [salt, key] = [Buffer.from(salt64, 'base64'), Buffer.from(key64, 'base64')];
  // A short key would match many passwords.
  return salt.length > 0 && key.length >= 16 && key.length <= 128 ? { salt, key } : null;
}
