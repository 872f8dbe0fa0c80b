import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';

/** The total resident memory of processes, in megabytes. */
export function residentMb(pids: number[]): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'utf8' });
  const each = kilobytes.trim().split(/\s+/).map(Number);
  return each.reduce((total, one) => total + one, 0) / 1024;
}

/** Operating system, processor and Node.js version. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}), Node.js ${process.versions.node}`;
}
