import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Calls back when a parent process dies, up to and including npm. After kill -9 of one of them nothing else would stop this
 * process.
 */
export function onOrphaned(callback: () => void): void {
  // tsx has an IPC channel to this process. npm has none, so the chain of parents is polled every second.
  process.once('disconnect', callback);
  const chain = findChain();
  if (chain.length === 0) return;
  const watch = setInterval(() => {
    if (chain.every(({ pid, parent }) => findParent(pid) === parent)) return;
    clearInterval(watch);
    callback();
  }, 1_000);
  watch.unref();
}

/** Each process from this one up to the child of npm, with its parent. Empty when npm is not among the parents or not visible. */
function findChain(): { pid: number; parent: number }[] {
  const chain: { pid: number; parent: number }[] = [];
  for (let pid = process.pid; chain.length < 6; ) {
    const parent = findParent(pid);
    if (!parent || parent === 1) return [];
    chain.push({ pid, parent });
    if (nameOf(parent).startsWith('npm')) return chain;
    pid = parent;
  }
  return [];
}

function findParent(pid: number): number {
  // /proc/<pid>/stat: the name in the second field may contain spaces and brackets; the parent id is the second field after it.
  return Number(
    inspect(pid, 'stat', 'ppid=')
      .replace(/^.*\) \S+ /s, '')
      .split(' ')[0] ?? 0,
  );
}

const nameOf = (pid: number) => inspect(pid, 'cmdline', 'command=');

function inspect(pid: number, linuxFile: string, psColumn: string): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/${linuxFile}`, 'utf8');
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', psColumn, '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}
