import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Calls back when the chain of processes that started us breaks, up to and including npm: after a kill -9 of any
 * of them nothing else would stop us.
 */
export function onOrphaned(callback: () => void): void {
  // tsx holds a channel to us. npm does not, so its place in the chain is looked at now and then.
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

/** Each process between npm and us with its parent; empty when npm did not start us or cannot be seen. */
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
  // The name in the second field may hold spaces and brackets; the parent is the second one after it.
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
