import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCommand } from '../../support/child';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'return-key-eject-'));
});

afterEach(() => rm(folder, { recursive: true }));

const eject = (...args: string[]) =>
  run(process.execPath, [findCommand('tsx'), join(root, 'e2e/labs/embed/eject.ts'), 'recovery', folder, ...args]);

test('the ejected recovery overwrites nothing, and compiles in an application with members of its own', {
  timeout: 180_000,
}, async () => {
  await eject('--user-id', 'bigint');
  await expect(eject()).rejects.toMatchObject({ stderr: expect.stringContaining('Nothing was written') });
  await cp(join(root, 'e2e/labs/embed/application'), folder, { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await run(process.execPath, [findCommand('next'), 'typegen', folder]);
  const compiled = run(process.execPath, [findCommand('tsc', 'typescript'), '--project', folder]);
  // It prints the problems to its standard output, and rejects with it.
  expect((await compiled.catch((error: { stdout: string }) => error)).stdout).toBe('');
});
