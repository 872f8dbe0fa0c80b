import { createHash } from 'node:crypto';

// The key of server actions is needed twice: the build derives the names of the actions from it, and the process encrypts with it. A build
// without the setting makes a key of its own, so a page that is open during the next deploy fails when its form is sent.

/** What a build remembers of its key; empty when it had none. No one can get from it to the key, which has 32 random bytes. */
export function digestOf(key: string | undefined): string {
  return key ? createHash('sha256').update(key).digest('base64url').slice(0, 22) : '';
}

/** How the key of a process compares with that of its build, by the build's digest. Undefined: not a build of this version. */
export function compareActionKey(key: string, built: string | undefined): 'same' | 'other' | 'none' {
  if (!built) return 'none';
  return built === digestOf(key) ? 'same' : 'other';
}
