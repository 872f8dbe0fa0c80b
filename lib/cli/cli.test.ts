import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { startMailbox } from '@/e2e/dev/mailbox';
import { createUser, databaseUrl, newAddress, requestReset } from '@/lib/testing';

vi.setConfig({ testTimeout: 60_000 });

// The commands as an operator starts them: a child process for each, in a folder that has the .env file of a host.
const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'return-key-cli-'));
  const settings: NodeJS.ProcessEnv = { ...process.env, DATABASE_URL: databaseUrl };
  const names = [
    'APP_URL',
    'AUTH_SECRET',
    'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY',
    'EMAIL_FROM',
    'SMTP_URL',
    'DATABASE_URL',
  ] as const;
  await writeFile(join(folder, '.env.production.local'), names.map((name) => `${name}="${settings[name]}"`).join('\n'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Ending = { code: number; out: string; err: string };

/** Runs the script of a command of package.json, with nothing of our environment. */
async function run(command: string, args: string[], settings: Record<string, string> = {}): Promise<Ending> {
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const script = join(root, scripts[command].replace('tsx ', ''));
  // As the command tsx does it, without a process in between.
  const tsx = ['--import', import.meta.resolve('tsx')];
  const env = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'production' as const,
    TSX_TSCONFIG_PATH: join(root, 'tsconfig.json'),
    ...settings,
  };
  return new Promise((resolve) => {
    execFile(process.execPath, [...tsx, script, ...args], { cwd: folder, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err }),
    );
  });
}

describe('npm run users', () => {
  test('shows an account, and sends it a link that the operator never sees', async () => {
    const user = await createUser();
    const sent = await run('users', ['reset', user.email.toUpperCase()]);
    expect(sent).toMatchObject({ code: 0, err: '' });
    expect(sent.out).toMatch(/A reset link is on its way to .*\n.*npm run outbox -- [0-9a-f]{8}/);
    const found = await run('users', ['find', user.email]);
    expect(found.out).toMatch(/status +active\n/);
    expect(found.out).toMatch(/password +none/);
    expect(found.out).toMatch(/queued +reset/);
    for (const line of found.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    expect(`${sent.out}${found.out}`).not.toMatch(/reset-password|eyJ/);
    await db().delete(outboxEmails);
  });

  test('imports a file, names its bad lines, and says by its code that there were some', async () => {
    const file = join(folder, 'accounts.csv');
    await writeFile(file, `name,email,passwordHash\nAda,${newAddress().typed},\nAda,nobody,\n`);
    const ended = await run('users', ['import', file]);
    expect(ended).toMatchObject({ code: 1, err: 'line 3: the email address is malformed\n' });
    expect(ended.out).toBe(`Read as a file with name, email and passwordHash.
imported     1 (1 without a password)
no password  1: there is no hash
existing     0, skipped
refused      1
`);
  });

  test('recognizes an export, and writes what it refuses to a new file that no spreadsheet calculates', async () => {
    const [file, report] = [join(folder, 'users.json'), join(folder, 'refused.csv')];
    const refused = ['=cmd()|"x"@example', '-1@', '\u0007@', 'nobody'].map((email) => ({ localId: '1', email }));
    const rows = [{ localId: '0', email: newAddress().typed, emailVerified: true }, ...refused];
    await writeFile(file, JSON.stringify({ users: rows }));
    const ended = await run('users', ['import', file, '--report', report, '--dry-run']);
    expect(ended).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^Read as an export of Firebase\.\nwould import +1 /),
    });
    expect(ended.err.split('\n')[0]).toBe('user 2: the email address is malformed');
    expect(await readFile(report, 'utf8')).toBe(`user,address,reason
2,"'=cmd()|""x""@example","the email address is malformed"
3,"'-1@","the email address is malformed"
4,"' @","the email address is malformed"
5,"nobody","the email address is malformed"
`);
    expect((await stat(report)).mode & 0o777).toBe(0o600);
    const again = await run('users', ['import', file, '--report', report]);
    expect(again).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/new file: EEXIST/) });
    expect(await run('users', ['import', file, '--format', 'excel'])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^The formats: clerk, .*plain\.\n/),
    });
  });

  test('prints the first of many refusals when all are in a file, and says how many are not shown', async () => {
    const [file, report] = [join(folder, 'many.csv'), join(folder, 'many-refused.csv')];
    await writeFile(file, `name,email,passwordHash\n${'Ada,nobody,\n'.repeat(25)}`);
    const { err } = await run('users', ['import', file, '--report', report]);
    expect(err.trimEnd().split('\n').slice(19)).toEqual([
      'line 21: the email address is malformed',
      `5 more refused: see ${report}`,
    ]);
    expect((await readFile(report, 'utf8')).trimEnd().split('\n')).toHaveLength(26);
  });

  test('says how far a file was imported that it cannot read to its end', async () => {
    const file = join(folder, 'broken.csv');
    await writeFile(file, `name,email,passwordHash,id\nAda,${newAddress().typed},,1\n"Ada,x@example.test,,2\n`);
    const ended = await run('users', ['import', file]);
    expect(ended).toMatchObject({
      code: 1,
      out: expect.stringMatching(/imported +1 .*\n.*\n.*\n.*\nignored columns +id\n/),
    });
    expect(ended.err).toMatch(/^Stopped before the end of the file.*\nQuote Not Closed.*line 3/);
    expect(await run('users', ['import', folder])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/cannot be read: EISDIR/),
    });
  });

  test('explains a usage error', async () => {
    const wrong = await run('users', ['explode', 'a@b.test']);
    expect(wrong).toEqual({ code: 2, out: '', err: 'Give one command and one email address.\nSee --help.\n' });
    const absent = newAddress().typed;
    expect(await run('users', ['enable', absent])).toMatchObject({
      code: 1,
      err: `No account has the address ${absent}.\n`,
    });
  });
});

test('npm run outbox lists, shows and repeats', async () => {
  const user = await createUser();
  const outboxEmail = await requestReset(user.address);
  await db()
    .update(outboxEmails)
    .set({ state: 'bounced', lastError: `550 5.1.1 ${'no such user '.repeat(8)}`, settledAt: sql`now()` })
    .where(eq(outboxEmails.id, outboxEmail.id));
  const short = outboxEmail.id.slice(0, 8);
  const all = await run('outbox', []);
  expect(all).toMatchObject({ code: 0, err: '' });
  expect(all.out).toMatch(/ 1 +bounced\n/);
  expect(all.out).toMatch(new RegExp(`${short} .* bounced +reset +${user.email}`));
  expect(all.out).toMatch(new RegExp(`Undeliverable addresses\\n.*\\n.*\\n${user.email} +bounced +550`));
  for (const line of all.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  expect((await run('outbox', [short])).out).toMatch(/state +bounced\n/);
  expect((await run('outbox', ['retry', short])).out).toMatch(/Queued again/);
  const listed = await run('outbox', ['--json', '--state', 'queued', '--address', user.email]);
  expect(JSON.parse(listed.out)).toMatchObject({ emails: [{ kind: 'reset', state: 'queued' }] });
  expect(await run('outbox', ['--state', 'lost'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('The states: queued'),
  });
  await db().delete(outboxEmails);
});

test('npm run sweep removes and counts', async () => {
  await db().execute(sql`insert into audit_events (name, network, device, at)
    select '', '', '', now() - interval '1 year' from generate_series(1, 30000)`);
  expect((await run('sweep', [])).out).toMatch(/ 30000 +audit events\n/);
  expect(await db().execute(sql`select 1 from audit_events where at < now() - interval '180 days'`)).toHaveLength(0);
});

test('npm run restored requires the name of the database', async () => {
  const name = new URL(databaseUrl).pathname.slice(1);
  const other = await run('restored', ['--yes', 'another']);
  expect(other).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`--yes ${name}`) });
  const done = await run('restored', ['--yes', name]);
  expect(done).toMatchObject({ code: 0, out: expect.stringMatching(/ 0 +queued emails, superseded\n/) });
});

describe('every command', () => {
  test('explains itself, in 80 columns', async () => {
    const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const commands = Object.keys(scripts).filter(
      (name) => scripts[name].startsWith('tsx lib/cli/') && name !== 'demo:token',
    );
    expect(commands).toContain('users');
    for (const command of commands) {
      const source = await readFile(join(root, scripts[command].replace('tsx ', '')), 'utf8');
      const help = /const help = `([^`]*)`/.exec(source)?.[1] ?? '';
      expect(help).toContain(`npm run ${command}`);
      for (const line of help.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
    expect(await run('sweep', ['--help'], { AUTH_SECRET: 'short' })).toMatchObject({ code: 0, err: '' });
  });

  test('names every setting that is missing, and what to do when the database does not answer', async () => {
    expect(await run('outbox', [], { AUTH_SECRET: 'short', APP_URL: 'x' })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/APP_URL:.*\n.*AUTH_SECRET:/),
    });
    const away = await run('outbox', [], { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:9/x' });
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/ECONNREFUSED.*\n.*DATABASE_URL/) });
    expect(away.err).not.toContain('hunter2');
  });
});

test('npm run doctor says what fails and what to do, in 80 columns or as JSON', async () => {
  const sick = await run('doctor', [], { SMTP_URL: '', EMAIL_FROM: 'Return Key <no-reply@localhost>' });
  expect(sick).toMatchObject({ code: 1, err: '' });
  expect(sick.out).toMatch(/^ok +Node\.js/);
  expect(sick.out).toMatch(/\nfail +settings +1 is missing or wrong.*\n.*\n? +> SMTP_URL/);
  expect(sick.out).toMatch(/\nok +migrations/);
  for (const line of sick.out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);

  const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
  const well = await run('doctor', ['--json'], {
    SMTP_URL: mailbox.smtpUrl,
    EMAIL_FROM: 'Return Key <no-reply@localhost>',
  });
  await mailbox.stop();
  expect(well).toMatchObject({ code: 0, err: '' });
  const { ok, findings } = JSON.parse(well.out);
  expect(ok).toBe(true);
  expect(findings).toContainEqual({ name: 'mail sign-in', state: 'ok', says: 'signed in to smtp', fix: [] });
});
