import { createHmac } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { serve } from './thread';

// Runs in a worker thread: a hash takes a quarter of a second and would block the event loop.

export type HashJob =
  | { task: 'hash'; password: string; cost: number }
  | { task: 'compare'; password: string; stored: string; paddingCosts: number[] };

const scheme = 'bcrypt-sha384:';

serve((job: HashJob) => {
  switch (job.task) {
    case 'hash':
      return scheme + bcrypt.hashSync(shorten(job.password), job.cost);
    case 'compare': {
      const matches = compare(job.password, job.stored);
      for (const cost of job.paddingCosts)
        bcrypt.hashSync('', `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(22)}`);
      return matches;
    }
  }
});

// Imported hashes are plain bcrypt; the next sign-in upgrades them.
function compare(password: string, stored: string): boolean {
  if (!stored.startsWith(scheme)) return bcrypt.compareSync(password, stored);
  return bcrypt.compareSync(shorten(password), stored.slice(scheme.length));
}

// bcrypt ignores everything after byte 72, so it gets the 64 base64 characters of an HMAC instead. The key is constant and public: it
// only separates these digests from those of other software (passwords.test.ts tests byte 73).
function shorten(password: string): string {
  return createHmac('sha384', 'return-key/password/1').update(password).digest('base64');
}
