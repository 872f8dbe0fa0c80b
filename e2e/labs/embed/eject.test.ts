import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findCommand } from '../../support/child';

// That what it copies can be built and works: e2e/cases/embedding.spec.ts.

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'return-key-eject-'));
});

afterEach(() => rm(folder, { recursive: true }));

const eject = (...args: string[]) =>
  run(process.execPath, [findCommand('tsx'), join(root, 'e2e/labs/embed/eject.ts'), ...args]);

test('it overwrites nothing', async () => {
  await eject('recovery', folder);
  await expect(eject('recovery', folder)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Nothing was written'),
  });
});

test('it makes no second app folder beside src/app, whose pages would be gone', async () => {
  await mkdir(join(folder, 'src', 'app'), { recursive: true });
  await expect(eject('recovery', folder)).rejects.toMatchObject({ stderr: expect.stringContaining('in src/app') });
});

test('a wrong use is explained, with a code of its own', async () => {
  await expect(eject('recovery')).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('npm run eject') });
});
