import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Edit } from './recipes';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Within the project, where the packages of the project are found, and Git, Biome and TypeScript look over it. */
export const copyDir = join(root, '.next-recipes');

/** Copies the project, without what is built or installed. */
export async function copyProject(): Promise<void> {
  await rm(copyDir, { recursive: true, force: true });
  await mkdir(copyDir);
  // With its lockfile, Next.js would take the copy for a project of its own and look for packages there.
  const left = /^(node_modules|package-lock\.json|\.git|\.data|\.next.*|\.env.*|.*\.tsbuildinfo)$/;
  const results = join(root, 'e2e', 'results');
  for (const entry of await readdir(root))
    if (!left.test(entry) || entry === '.env.example')
      await cp(join(root, entry), join(copyDir, entry), {
        recursive: true,
        filter: (from) => !from.startsWith(results),
      });
}

/** @throws when what the edit refers to is not there, or more than once */
export async function apply(edit: Edit): Promise<void> {
  const path = join(copyDir, edit.file);
  await mkdir(dirname(path), { recursive: true });
  if ('isNew' in edit) return writeFile(path, edit.code, { flag: 'wx' });
  const text = await readFile(path, 'utf8');
  const anchor = 'after' in edit ? edit.after : edit.instead;
  const parts = text.split(anchor);
  if (parts.length !== 2) throw new Error(`${edit.file} has ${parts.length - 1} times: ${anchor}`);
  await writeFile(path, parts.join('after' in edit ? `${anchor}${edit.code}` : edit.code));
}

/** Runs a command of package.json, or of a package, in the copy. @throws with all that it printed, when it fails */
export async function run(command: string[], env: Record<string, string> = {}): Promise<string> {
  const settings = { ...process.env, NODE_ENV: 'production', NEXT_DIST_DIR: '.next', ...env } as const;
  const ran = await promisify(execFile)(process.execPath, command, { cwd: copyDir, env: settings }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  if (ran instanceof Error) throw new Error(`${command.join(' ')}\n${ran.stdout}${ran.stderr}`);
  return ran.stdout;
}

export const npmRun = (name: string, ...args: string[]) => [process.env.npm_execpath ?? '', 'run', name, '--', ...args];
