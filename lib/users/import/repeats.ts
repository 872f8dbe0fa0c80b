import { createHash } from 'node:crypto';

const remembered = 500_000;

/**
 * Returns a function that tells whether an address occurred earlier in the file. It remembers the last half million addresses at least. A row
 * that repeats an older one is counted as existing instead, and skipped all the same.
 */
export function createRepeatCheck(): (canonical: string) => boolean {
  let older = new Set<number>();
  let seen = new Set<number>();
  return (canonical) => {
    const bytes = createHash('sha256').update(canonical).digest();
    // 53 bits, which a number holds exactly, take a fifth of the memory of a string.
    const digest = bytes.readUIntBE(0, 6) * 32 + (bytes.readUInt8(6) & 31);
    if (seen.has(digest) || older.has(digest)) return true;
    if (seen.size >= remembered) [older, seen] = [seen, new Set()];
    seen.add(digest);
    return false;
  };
}
