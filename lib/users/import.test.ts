import { Readable } from 'node:stream';
import bcrypt from 'bcryptjs';
import { eq, like, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { auditEvents, backupAddresses, users } from '@/db/schema';
import { type Address, address, password } from '@/lib/fields';
import * as recovery from '@/lib/recovery/resets';
import { createUser, issueLink, newAddress, newPassword, newRequester, take } from '@/lib/testing';
import * as backups from './backup-addresses';
import { type Imported, ImportStopped, importUsers } from './import';
import type { Opened } from './import/choice';
import type { Refusal } from './import/records';
import * as sessions from './sessions';
import * as support from './support';

/** Imports a file with these rows, under the usual header by default. */
async function importRows(rows: string[], options: { dryRun?: boolean; header?: string } = {}) {
  const refused: Refusal[] = [];
  const text = [options.header ?? 'name,email,passwordHash', ...rows].join('\n');
  let opened: Partial<Opened> = {};
  const listener = {
    opened: (as: Opened) => {
      opened = as;
    },
    refused: (refusal: Refusal) => refused.push(refusal),
  };
  const totals = await importUsers(Readable.from([Buffer.from(text)]), listener, options);
  const withoutPassword = Object.fromEntries(totals.withoutPassword);
  const reasons = refused.map(({ at, reason }) => `${at}: ${reason}`);
  return { ...totals, withoutPassword, reasons, ignored: opened.ignored };
}
const find = ({ canonical }: Address) => db().query.users.findFirst({ where: eq(users.canonical, canonical) });
const hashPlain = (secret: string, version = 'b', cost = 4) =>
  bcrypt.hashSync(secret, cost).replace(/^\$2b/, `$2${version}`);

describe('an imported account', () => {
  test.each(['a', 'b', 'y'])(
    'with a bcrypt hash of version 2%s signs in with its password, and its hash is then upgraded',
    async (version) => {
      const [to, secret] = [newAddress(), newPassword()];
      expect(await importRows([`Ada,${to.typed},${hashPlain(secret, version)}`])).toMatchObject({
        imported: 1,
        refused: 0,
      });
      expect((await find(to))?.passwordHash).toMatch(`$2${version}$`);
      expect(await sessions.signIn(to, newPassword(), newRequester())).toEqual({ outcome: 'refused' });
      expect(await sessions.signIn(to, secret, newRequester())).toMatchObject({ outcome: 'signed-in' });
      expect((await find(to))?.passwordHash).toMatch(/^bcrypt-sha384:/);
      expect(await sessions.signIn(to, secret, newRequester())).toMatchObject({ outcome: 'signed-in' });
    },
  );

  test('without a hash gets its password through a reset link', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    expect(await importRows([`Ada,${to.typed},`])).toMatchObject({
      imported: 1,
      withoutPassword: { 'there is no hash': 1 },
    });
    expect(await sessions.signIn(to, password.parse('x'), newRequester())).toEqual({ outcome: 'refused' });
    const sent = await support.sendReset(to);
    if (sent.outcome !== 'queued') throw new Error(sent.outcome);
    const { link, id } = await issueLink(await take(''));
    expect(await recovery.complete(link, id, secret, newRequester())).toMatchObject({ outcome: 'completed' });
    expect(await sessions.signIn(to, secret, newRequester())).toMatchObject({ outcome: 'signed-in' });
  });

  test('without a name gets the part of the address before the "@"', async () => {
    const to = newAddress();
    expect(await importRows([` ,${to.typed},`])).toMatchObject({ imported: 1, refused: 0 });
    expect(await find(to)).toMatchObject({ name: to.typed.split('@')[0] });
  });

  test('whose address was not verified comes without password and backup address, so that only a reset link opens it', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const header = 'name,email,passwordHash,emailVerified,backupEmail';
    const row = `Eve,${to.typed},${hashPlain(secret)},false,${newAddress().typed}`;
    expect(await importRows([row], { header })).toMatchObject({
      imported: 1,
      withoutPassword: { 'the email address is not verified': 1 },
    });
    expect(await backups.findOf((await find(to))?.id ?? '')).toBeNull();
    expect(await sessions.signIn(to, secret, newRequester())).toEqual({ outcome: 'refused' });
  });

  test('that was disabled there is disabled here, until an operator enables it: then its password works', async () => {
    const [to, secret] = [newAddress(), newPassword()];
    const header = 'name,email,passwordHash,disabled';
    expect(await importRows([`Ada,${to.typed},${hashPlain(secret)},true`], { header })).toMatchObject({ disabled: 1 });
    expect(await sessions.signIn(to, secret, newRequester())).toEqual({ outcome: 'refused' });
    expect(await support.enable(to)).toMatchObject({ outcome: 'enabled', hasPassword: true });
    expect(await sessions.signIn(to, secret, newRequester())).toMatchObject({ outcome: 'signed-in' });
  });

  test('has its address normalized as in forms, and an event that names the operator', async () => {
    const to = newAddress();
    await importRows([`" Ada, ""the"" Countess ",${to.typed.toUpperCase().replace('EXAMPLE', 'BÜCHER.EXAMPLE')},`]);
    const user = await find(address.parse(to.typed.replace('example', 'bücher.example')));
    expect(user).toMatchObject({ name: 'Ada, "the" Countess', status: 'active', credentialVersion: 1 });
    expect(
      await db()
        .select()
        .from(auditEvents)
        .where(eq(auditEvents.userId, user?.id ?? '')),
    ).toMatchObject([{ name: 'account.imported', network: 'operator' }]);
  });
});

test('each invalid line is reported with its reason, and the others are imported', async () => {
  const [good, twice] = [newAddress(), newAddress()];
  const result = await importRows([
    `Ada,${good.typed},`,
    'Ada,nobody,',
    `\u3164,${newAddress().typed},`,
    `Ada,${newAddress().typed},5f4dcc3b5aa765d61d8327deb882cf99`,
    `Ada,${newAddress().typed},${hashPlain('x').replace('$04$', '$31$')}`,
    `Ada,${newAddress().typed},$argon2id$v=19$m=65536,x`,
    `"Ada\nLovelace",${newAddress().typed},`,
    `Ada,${twice.typed},`,
    `Ada,${twice.typed.toUpperCase()},`,
    `Ada,"a@b.test,c@d.test",`,
  ]);
  expect(result.reasons).toEqual([
    '3: the email address is malformed',
    '4: the name has no visible characters',
    expect.stringMatching(/^6: the cost of the hash is 31, more than \d+/),
    '7: has 4 fields instead of 3; put quotes around any value that contains the separator',
    '8: the name is malformed: it contains control or unknown characters, or a line break',
    '11: the email address is on an earlier line',
    '12: the email address is malformed',
  ]);
  expect(result).toMatchObject({ imported: 3, existing: 0, refused: 7 });
  expect(await find(good)).toBeDefined();
});

test('a second run changes nothing: existing users are skipped and counted, whatever the file says', async () => {
  const { address: own, passwordHash } = await createUser(newPassword());
  const rows = [`Eve,${own.typed.toUpperCase()},${hashPlain('x')}`, `Ada,${newAddress().typed},`];
  expect(await importRows(rows)).toMatchObject({ imported: 1, existing: 1, refused: 0 });
  expect(await importRows(rows)).toMatchObject({ imported: 0, existing: 2, refused: 0 });
  expect(await find(own)).toMatchObject({ name: 'Ada Lovelace', passwordHash });
});

test('a dry run reports the same and writes nothing', async () => {
  const to = newAddress();
  expect(await importRows([`Ada,${to.typed},`, 'Ada,nobody,'], { dryRun: true })).toMatchObject({
    imported: 1,
    refused: 1,
  });
  expect(await find(to)).toBeUndefined();
});

test('an import that was interrupted goes on with what is missing, and reports progress after each batch', async () => {
  const count = () => db().$count(users, like(users.canonical, 'part-%'));
  async function* read(rows: number, error?: Error) {
    yield 'name,email,passwordHash\n';
    for (let n = 0; n < rows; n += 1) yield `Ada,part-${n}@example.test,\n`;
    if (error) throw error;
  }
  const stopped = await importUsers(Readable.from(read(1300, new Error('Interrupted.')))).catch((error) => error);
  expect(stopped.totals.imported).toBe(await count());
  expect(stopped.totals.imported).toBeGreaterThanOrEqual(1000);
  const steps: number[] = [];
  const progressed = ({ imported, existing }: Imported) => steps.push(imported + existing);
  expect(await importUsers(Readable.from(read(1700)), { progressed })).toMatchObject({
    imported: 1700 - stopped.totals.imported,
    existing: stopped.totals.imported,
  });
  expect(await count()).toBe(1700);
  expect(steps).toEqual([500, 1000, 1500, 1700]);
});

test('an address that another owner can still restore is refused', async () => {
  const { id } = await createUser();
  const to = newAddress();
  await db().execute(`insert into disavowals (user_id, kind, email, canonical, key_id, expires_at)
    values ('${id}', 'address', '${to.typed}', '${to.canonical}', '', now() + interval '1 day')`);
  expect(await importRows([`Ada,${to.typed},`])).toMatchObject({ imported: 0, refused: 1 });
});

describe('a backup address in the file', () => {
  const header = 'name,email,backup_email,passwordHash';
  const backupsOf = async (to: Address) => backups.findOf((await find(to))?.id ?? '');

  test('counts as confirmed by the import, and recovers the account a week later; the column may be empty', async () => {
    const [to, backup, without] = [newAddress(), newAddress(), newAddress()];
    const rows = [`Ada,${to.typed}, ${backup.typed} ,`, `Eve,${without.typed},,`];
    expect(await importRows(rows, { header })).toMatchObject({ imported: 2, ignored: [] });
    const isIt = { email: backup.typed, isConfirmed: true };
    expect(await backupsOf(to)).toMatchObject({ ...isIt, isUsable: false });
    expect(await backupsOf(without)).toBeNull();
    await db().update(backupAddresses).set({ confirmedAt: sql`now() - interval '7 days'` });
    expect(await backupsOf(to)).toMatchObject({ ...isIt, isUsable: true });
  });

  test('that no one could add is refused with its line, also in a dry run', async () => {
    const [taken, first] = [await createUser(), newAddress()];
    const line = (main: string, backup: string) => `Ada,${main},${backup},`;
    const rows = [
      line(newAddress().typed, 'nobody'),
      line(first.typed, first.typed),
      line(newAddress().typed, taken.email),
      line(newAddress().typed, 'shared@example.test'),
      line(newAddress().typed, 'shared@example.test'),
      line('shared@example.test', newAddress().typed),
    ];
    const reasons = [
      '2: the backup address is malformed',
      '3: the backup address is the email address itself',
      '6: the backup address is on an earlier line',
      '7: the email address is on an earlier line',
      '4: the backup address belongs to another account',
    ];
    expect(await importRows(rows, { header, dryRun: true })).toMatchObject({ imported: 1, refused: 5, reasons });
    expect(await importRows(rows, { header })).toMatchObject({ imported: 1, refused: 5, reasons });
    expect(await importRows([line(newAddress().typed, 'shared@example.test')], { header })).toMatchObject({
      reasons: ['2: the backup address belongs to another account'],
    });
  });

  test('is no address that another line or a later file can import an account for', async () => {
    const [to, backup] = [newAddress(), newAddress()];
    await importRows([`Ada,${to.typed},${backup.typed},`], { header });
    expect(await importRows([`Eve,${backup.typed},`])).toMatchObject({ imported: 0, refused: 1 });
    expect(await importRows([`Ada,${to.typed},${newAddress().typed},`], { header })).toMatchObject({ existing: 1 });
    expect(await backupsOf(to)).toMatchObject({ email: backup.typed });
  });
});

describe('a file', () => {
  test('from Windows, with a byte order mark and additional columns in another order, is imported', async () => {
    const to = newAddress();
    const header = '\uFEFFid,password_hash,Email,Name\r';
    expect(await importRows([`7,,${to.typed},Ada\r`, ''], { header })).toMatchObject({ imported: 1, refused: 0 });
    expect(await find(to)).toMatchObject({ name: 'Ada' });
  });

  test('joined from exports with other line ends, and with bare quotes in a name, is read line by line', async () => {
    const [one, two, three] = [newAddress(), newAddress(), newAddress()];
    const text = `name,email,passwordHash\r\nAda,${one.typed},\nJohn "JJ" Doe,${two.typed},\rGrace,${three.typed},\r\n`;
    const refused = vi.fn();
    expect(await importUsers(Readable.from([text]), { refused })).toMatchObject({ imported: 3, refused: 0 });
    expect(refused).not.toHaveBeenCalled();
    expect(await find(two)).toMatchObject({ name: 'John "JJ" Doe' });
  });

  test('with empty lines and empty rows of a spreadsheet is read without them, and lines keep their numbers', async () => {
    const result = await importRows(['', `"Ada",${newAddress().typed},`, ',,', ' ', '', '', 'Ada,nobody,']);
    expect(result).toMatchObject({ imported: 1, refused: 1, reasons: ['8: the email address is malformed'] });
  });

  test.each([';', '\t'])('with %j as its separator is read', async (separator) => {
    const to = newAddress();
    const row = ['"Ada, the Countess"', to.typed, ''].join(separator);
    const header = ['Name', 'E-Mail', 'Password Hash'].join(separator);
    expect(await importRows([row], { header })).toMatchObject({ imported: 1, refused: 0 });
    expect(await find(to)).toMatchObject({ name: 'Ada, the Countess' });
  });

  test('says which of its columns are not read', async () => {
    const { ignored } = await importRows([], { header: 'id,name,email,passwordHash,Role' });
    expect(ignored).toEqual(['id', 'Role']);
  });

  test.each([
    [
      'without a header',
      `Ada,${newAddress().typed},`,
      /no line with column names.*should read: name,email,passwordHash/,
    ],
    ['without a column', 'Name;Mail;Hash', /no column email or passwordHash.*Name,Mail,Hash\n.*name,email,/],
    ['with a column twice', 'name,email,E-Mail,passwordHash', /column E-Mail twice|column email twice/],
    ['that is empty', '', /empty/],
    ['that is a spreadsheet', 'PK\u0003\u0004', /spreadsheet.*CSV UTF-8/],
    ['that is a dump of a database', '--\n-- PostgreSQL database dump', /SQL.*\\copy/],
  ])('%s is refused as a whole', async (_, header, message) => {
    await expect(importRows([], { header })).rejects.toThrow(message);
  });

  test.each([
    ['with a byte order mark', '\uFEFF', 'utf16le'],
    ['in the other byte order', '\uFEFF', 'utf16be'],
    ['without a byte order mark', '', 'utf16le'],
    ['without one in the other byte order', '', 'utf16be'],
  ] as const)('in UTF-16, %s, is read', async (_, mark, encoding) => {
    const to = newAddress();
    const bytes = Buffer.from(`${mark}name,email,passwordHash\nJos\u00e9,${to.typed},\n`, 'utf16le');
    const file = Readable.from([encoding === 'utf16be' ? bytes.swap16() : bytes]);
    expect(await importUsers(file)).toMatchObject({ imported: 1, refused: 0 });
    expect(await find(to)).toMatchObject({ name: 'Jos\u00e9' });
  });

  test('whose quotes do not close is imported up to there, and the totals say so', async () => {
    const to = newAddress();
    const stopped = await importRows([`Ada,${to.typed},`, '"Ada,x@example.test,']).catch((error) => error);
    expect(stopped).toBeInstanceOf(ImportStopped);
    expect(stopped.message).toMatch(/Quote.*line 3.*fix the line/i);
    expect(stopped.totals).toMatchObject({ imported: 1, refused: 0 });
    expect(await find(to)).toBeDefined();
  });

  test('says how much of it was imported when the database fails', async () => {
    const count = () => db().$count(users, like(users.canonical, 'half-%'));
    async function* read() {
      yield 'name,email,passwordHash\n';
      // The parser looks one line ahead.
      for (let n = 0; n < 502; n += 1) yield `Ada,half-${n}@example.test,\n`;
      const deadline = Date.now() + 15_000;
      while ((await count()) < 500) if (Date.now() > deadline) throw new Error('The first batch was not written.');
      await db().execute('alter table users rename to users_away');
      yield 'Ada,half-502@example.test,\n';
    }
    const stopped = await importUsers(Readable.from(read())).catch((error) => error);
    await db().execute('alter table users_away rename to users');
    expect(stopped).toBeInstanceOf(ImportStopped);
    expect(stopped.totals).toMatchObject({ imported: 500 });
    expect(await count()).toBe(500);
  });

  test('that cannot be read to its end says how much of it was imported', async () => {
    const to = newAddress();
    async function* read() {
      yield `name,email,passwordHash\nAda,${to.typed},\nAda,`;
      throw new Error('The disk is gone.');
    }
    const stopped = await importUsers(Readable.from(read())).catch((error) => error);
    expect(stopped).toMatchObject({ message: 'The disk is gone.', totals: { imported: 0 } });
    expect(await find(to)).toBeUndefined();
  });

  test('in Windows-1252 is refused line by line: a guess could change names', async () => {
    const { typed } = newAddress();
    const text = Buffer.from(`name,email,passwordHash\nJos\u00e9,${typed},\n`, 'latin1');
    const refused = vi.fn();
    await importUsers(Readable.from([text]), { refused });
    expect(refused).toHaveBeenCalledWith({
      at: 2,
      address: typed,
      reason: 'is not UTF-8, perhaps Windows-1252; save the file as UTF-8',
    });
  });

  test('of any length needs no more memory than a batch', async () => {
    const lines = 6_000;
    let ahead = 0;
    function* write() {
      yield 'name,email,passwordHash\n';
      for (ahead = 0; ahead < lines; ahead += 1) yield `Ada,many-${ahead}@example.test,\n`;
    }
    let furthest = 0;
    const watcher = setInterval(async () => {
      const written = await db().$count(users, like(users.canonical, 'many-%'));
      furthest = Math.max(furthest, ahead - written);
    }, 20);
    const totals = await importUsers(Readable.from(write()));
    clearInterval(watcher);
    expect(totals).toMatchObject({ imported: lines, refused: 0 });
    expect(furthest).toBeLessThan(3_000);
  });
});
