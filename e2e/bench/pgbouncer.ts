import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../ending';
import { findAnyPort, isListening } from '../ports';

/** The pooler, where the system has it. */
export function findPgBouncer(): string | undefined {
  return ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/opt/homebrew/bin/pgbouncer'].find(existsSync);
}

/** Puts it before a database, pooling by transaction. @returns the database's address by that way */
export async function startPgBouncer(program: string, databaseUrl: string): Promise<string> {
  const { hostname, port, username, password, pathname } = new URL(databaseUrl);
  const own = await findAnyPort();
  const dir = await mkdtemp(join(tmpdir(), 'return-key-pgbouncer-'));
  const file = join(dir, 'pgbouncer.ini');
  const target = `host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}`;
  await writeFile(
    file,
    `[databases]\n${pathname.slice(1)} = ${target}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = ${own}
auth_type = any\npool_mode = transaction\nmax_client_conn = 500\ndefault_pool_size = 20\nunix_socket_dir =\n`,
  );
  // It does not run as root, and nobody must be able to read this.
  await Promise.all([chmod(dir, 0o755), chmod(file, 0o644)]);
  const isRoot = process.getuid?.() === 0;
  const child = spawn(program, [...(isRoot ? ['-u', 'nobody'] : []), '-q', file], { stdio: 'ignore' });
  atEnd(async () => {
    child.kill();
    await rm(dir, { recursive: true, force: true });
  });
  for (let tries = 0; tries < 100 && !(await isListening(own)); tries += 1) await sleep(50);
  return `postgres://any:any@127.0.0.1:${own}${pathname}`;
}
