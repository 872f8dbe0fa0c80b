import { createCipheriv, createHash, createHmac, pbkdf2Sync, scryptSync, timingSafeEqual } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { argon2i, argon2id } from 'hash-wasm';
import type { BcryptInput, Stored } from './stored';
import { digestBytes, type Work } from './work';

// Blocks while it computes: only for the hashing threads.

/** What hashes of Devise and Firebase need besides the password. */
export type Secrets = { pepper: string | null; signerKey: string | null };

/** Whether a password matches a stored hash. */
export async function matches(password: string, stored: Stored, secrets: Secrets): Promise<boolean> {
  if ('hash' in stored) return bcrypt.compareSync(toBcryptInput(password, stored.prepare, secrets), stored.hash);
  const { prepare, work, salt, key } = stored;
  if (prepare !== 'firebase')
    return isSame(
      await derive(prepare === 'nfkc' ? password.normalize('NFKC') : password, work, salt, key.length),
      key,
    );
  // Firebase encrypts a key of the project with what it derives, and stores that.
  const derived = await derive(password, work, salt, 32);
  const cipher = createCipheriv('aes-256-ctr', derived, Buffer.alloc(16));
  return isSame(cipher.update(secrets.signerKey ?? '', 'base64'), key);
}

/** Computes as much as a comparison with a hash of this work. */
export async function spend(work: Work): Promise<void> {
  if (work.algorithm === 'bcrypt') bcrypt.hashSync('', `$2b$${String(work.cost).padStart(2, '0')}$${'.'.repeat(22)}`);
  // Not empty: hash-wasm refuses that.
  else await derive('-', work, Buffer.alloc(16), work.algorithm === 'pbkdf2' ? digestBytes[work.digest] : 32);
}

async function derive(password: string, work: Work, salt: Buffer, length: number): Promise<Buffer> {
  switch (work.algorithm) {
    case 'pbkdf2': {
      const parts = Math.ceil(length / digestBytes[work.digest]);
      return pbkdf2Sync(password, salt, work.iterations / parts, length, work.digest);
    }
    case 'scrypt': {
      const { n: N, r, p } = work;
      return scryptSync(password, salt, length, { N, r, p, maxmem: 256 * (N + p) * r + 2 ** 20 });
    }
    case 'argon2': {
      const { memoryKib: memorySize, passes: iterations, lanes: parallelism } = work;
      const hash = work.type === 'i' ? argon2i : argon2id;
      const hashed = await hash({
        ...{ password, salt, memorySize, iterations, parallelism, hashLength: length },
        outputType: 'binary',
      });
      return Buffer.from(hashed);
    }
    case 'bcrypt':
      throw new Error('bcrypt derives no key');
  }
}

function toBcryptInput(password: string, prepare: BcryptInput, { pepper }: Secrets): string {
  switch (prepare) {
    case 'plain':
      return password;
    case 'sha384':
      return shorten(password);
    case 'django':
      return createHash('sha256').update(password).digest('hex');
    case 'devise':
      return password + (pepper ?? '');
    case 'wordpress':
      // What trim() of PHP removes.
      return createHmac('sha384', 'wp-sha384')
        .update(password.replace(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/g, ''))
        .digest('base64');
  }
}

/**
 * bcrypt ignores everything after byte 72, so ours gets the 64 base64 characters of an HMAC instead. The key is constant and public: it
 * only separates these digests from those of other software (passwords.test.ts tests byte 73).
 */
export function shorten(password: string): string {
  return createHmac('sha384', 'return-key/password/1').update(password).digest('base64');
}

const isSame = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other);
