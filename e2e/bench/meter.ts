import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import postgres from 'postgres';

// Where /proc is missing (macOS), what the database and the rest of the machine use is not known: NaN, printed as a dash.
const tickMs = 10;

export const cores = availableParallelism();

/** Milliseconds of processor time that a PostgreSQL on this machine has used, with all that it started. */
export async function meterDatabase(url: string): Promise<() => number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`;
  const isHere = /^(localhost|127\.|\[::1\])/.test(new URL(url).hostname);
  const parent = isHere ? readStat(row?.pid ?? 0)?.parent : undefined;
  await sql.end();
  return () => (parent === undefined ? Number.NaN : sum(parent));
}

// Its own time, that of the children it has buried, and that of those alive.
function sum(parent: number): number {
  const alive = readdirSync('/proc')
    .flatMap((name) => readStat(Number(name)) ?? [])
    .filter((stat) => stat.parent === parent);
  const own = readStat(parent);
  return (own?.ownMs ?? 0) + (own?.buriedMs ?? 0) + alive.reduce((total, { ownMs }) => total + ownMs, 0);
}

function readStat(pid: number): { parent: number; ownMs: number; buriedMs: number } | null {
  try {
    // The name in the second field may hold spaces and brackets.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [parent = 0, own = 0, system = 0, buried = 0, buriedSystem = 0] = [1, 11, 12, 13, 14].map(
      (i) => fields[i] ?? 0,
    );
    return { parent, ownMs: (own + system) * tickMs, buriedMs: (buried + buriedSystem) * tickMs };
  } catch {
    return null;
  }
}

/** Milliseconds of processor time that everybody on this machine has used. */
export function busyMs(): number {
  return cpus().reduce((total, { times }) => total + times.user + times.nice + times.sys + times.irq, 0);
}

/** Milliseconds of processor time of a process of ours. */
export function spentMs(pid: number): number {
  return readStat(pid)?.ownMs ?? Number.NaN;
}

/** Resident memory of processes, in megabytes together. */
export function residentMb(pids: number[]): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', pids.join(',')], { encoding: 'utf8' });
  return (
    kilobytes
      .trim()
      .split(/\s+/)
      .reduce((total, one) => total + Number(one), 0) / 1024
  );
}

/** The machine in words. */
export function describeMachine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores (${model}), Node.js ${process.versions.node}`;
}
