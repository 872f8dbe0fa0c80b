import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/**
 * How many threads can compute at once. In a container with a CPU quota, more threads use up the quota within milliseconds, and then
 * everything in the container stalls until the next period (100 ms). Node.js 20 ignores the quota, hence this function.
 */
export const countCores = () => coresWithin(readLimit(), availableParallelism());

/** @param limit the content of cgroup v2's cpu.max: a quota in microseconds or "max", and the period in microseconds */
export function coresWithin(limit: string, cores: number): number {
  const [quota = Number.NaN, period = Number.NaN] = limit.split(' ').map(Number);
  const share = quota / period;
  return Number.isFinite(share) ? Math.max(1, Math.min(cores, Math.floor(share))) : cores;
}

function readLimit(): string {
  try {
    return readFileSync('/sys/fs/cgroup/cpu.max', 'utf8');
  } catch {
    // Not Linux, or no cgroup v2 limit visible in the container.
    return '';
  }
}
