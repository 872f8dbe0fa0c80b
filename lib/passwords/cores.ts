import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * How many threads can compute at once here. In a container whose time is limited, more threads than that use its share up within
 * milliseconds, and then everything in it stands still until the next tenth of a second, pages and all. Node.js 20 does not look.
 */
export const countCores = () => coresWithin(readLimit(), availableParallelism());

/** @param limit what Linux says of the container: microseconds, or "max", and of how many */
export function coresWithin(limit: string, cores: number): number {
  const [quota = Number.NaN, period = Number.NaN] = limit.split(' ').map(Number);
  const share = quota / period;
  return Number.isFinite(share) ? Math.max(1, Math.min(cores, Math.floor(share))) : cores;
}

function readLimit(): string {
  try {
    return readFileSync('/sys/fs/cgroup/cpu.max', 'utf8');
  } catch {
    // No Linux, or no limit that could be seen from inside.
    return '';
  }
}
