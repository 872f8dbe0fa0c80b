import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { newAddress } from '@/lib/testing';
import { findCommand } from '../../support/child';
import { sqlIn } from './guide';

// That the pages of what it copies can be built and work: e2e/cases/embedding.spec.ts.

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder = '';

beforeEach(async () => {
  // Inside the project, so that its packages are found; in a dot folder, so that other tools skip it.
  await mkdir(join(root, '.data'), { recursive: true });
  folder = await mkdtemp(join(root, '.data', 'eject-'));
});

afterEach(() => rm(folder, { recursive: true }));

const eject = (...args: string[]) =>
  run(process.execPath, [findCommand('tsx'), join(root, 'e2e/labs/embed/eject.ts'), ...args]);

const read = (path: string) => readFile(join(folder, path), 'utf8');

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

test('its help says what the folder is, and which ids are the default', async () => {
  const { stdout } = await eject('--help');
  expect(stdout).toMatch(/FOLDER +the folder that has its app\//);
  expect(stdout).toContain('Default: uuid');
});

test('the guide lists what TypeScript needs besides the packages themselves', async () => {
  await eject('recovery', folder);
  expect(await read('RECOVERY.md')).toContain('`npm install --save-dev @types/node @types/react @types/react-dom`');
});

describe.each([
  ['by default', 'uuid', []],
  ['bigint', 'bigint', ['--user-id', 'bigint']],
  ['integer', 'integer', ['--user-id', 'integer']],
])('the tables and the examples fit together: ids %s', (_, type, args) => {
  let url = '';

  beforeEach(async () => {
    await ejectIntoApplication(args);
    url = await createDatabase(process.env.DATABASE_URL ?? '', `eject_${type}_${process.pid}`);
  });

  afterEach(() => dropDatabase(process.env.DATABASE_URL ?? '', url));

  test('a member of the table of the guide gets a link, a new password, and is gone with all resets', async () => {
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    await sql.unsafe(await read('db/recovery.sql'));
    await sql.unsafe(sqlIn(await read('RECOVERY.md')));
    const { typed: mail } = newAddress();
    const [member] = await sql`insert into members (mail, full_name) values (${mail}, 'Ada Lovelace') returning *`;
    expect(await types(sql)).toEqual([type, type]);
    expect(await reset(mail, url)).toMatchObject({ outcome: 'completed', userId: String(member?.member_id) });
    const [after] = await sql`select passwords, secret from members`;
    expect(after).toEqual({ passwords: '2', secret: expect.any(String) });
    await sql`delete from members`;
    expect(await sql`select from resets`).toHaveLength(0);
    await sql.end();
  });
});

// The ids of the others are strings too, as TypeScript sees them.
test.each([
  ['by default', []],
  ['bigint', ['--user-id', 'bigint']],
])('the examples compile: ids %s', async (_, args) => {
  await ejectIntoApplication(args);
  await compile();
});

async function ejectIntoApplication(args: readonly string[]): Promise<void> {
  await eject('recovery', folder, ...args);
  await cp(join(root, 'e2e/labs/embed/application/tsconfig.json'), join(folder, 'tsconfig.json'));
}

/** Type-checks the copy, except for pages, whose types need Next.js: the browser tests build those. @throws with what tsc found */
async function compile(): Promise<void> {
  const project = { extends: './tsconfig.json', include: ['db', 'emails', 'lib', 'instrumentation.ts'] };
  await writeFile(join(folder, 'tsconfig.recovery.json'), JSON.stringify(project));
  await run(process.execPath, [findCommand('tsc', 'typescript'), '-p', join(folder, 'tsconfig.recovery.json')]).catch(
    ({ stdout }) => {
      throw new Error(stdout);
    },
  );
}

/** A whole reset by the modules of the copy. @returns what `complete` did */
async function reset(mail: string, url: string): Promise<unknown> {
  await cp(join(root, 'e2e/labs/embed/application/reset.ts'), join(folder, 'reset.ts'));
  // The hashing threads need the loader that vitest.config.ts gives to this process.
  const loader = process.execArgv.filter((arg) => arg.startsWith('--import=')).join(' ');
  const env = { ...process.env, DATABASE_URL: url, NODE_OPTIONS: loader };
  const { stdout } = await run(process.execPath, [findCommand('tsx'), 'reset.ts', mail], {
    cwd: folder,
    env,
  });
  return JSON.parse(stdout);
}

/** The types of an id in the table of members and of one in the tables of a reset. */
async function types(sql: postgres.Sql): Promise<string[]> {
  const columns = await sql`select data_type from information_schema.columns where table_schema = 'public'
    and (table_name, column_name) in (('members', 'member_id'), ('resets', 'user_id'))`;
  return columns.map(({ data_type }) => data_type);
}
