import { createHmac } from 'node:crypto';
import bcrypt from 'bcryptjs';
import { serve } from './thread';

// Runs in a thread of its own: a hash takes a quarter of a second, and the event loop must not wait for it.

/** What the thread is asked to do. */
export type HashJob =
  | { task: 'hash'; password: string; cost: number }
  | { task: 'compare'; password: string; stored: string; makeUpCosts: number[] };

const scheme = 'bcrypt-sha384:';

serve((job: HashJob) => {
  switch (job.task) {
    case 'hash':
      return scheme + bcrypt.hashSync(shorten(job.password), job.cost);
    case 'compare': {
      const matches = compare(job.password, job.stored);
      for (const cost of job.makeUpCosts) bcrypt.hashSync('', `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(22)}`);
      return matches;
    }
  }
});

// A hash brought along from elsewhere is plain bcrypt; the next sign-in raises it.
function compare(password: string, stored: string): boolean {
  if (!stored.startsWith(scheme)) return bcrypt.compareSync(password, stored);
  return bcrypt.compareSync(shorten(password), stored.slice(scheme.length));
}

// bcrypt ignores everything after byte 72. 64 characters of base64 stand for a password of any length; the key is constant
// and public: it only keeps these digests apart from those of other software (password.test.ts guards byte 73).
function shorten(password: string): string {
  return createHmac('sha384', 'return-key/password/1').update(password).digest('base64');
}
