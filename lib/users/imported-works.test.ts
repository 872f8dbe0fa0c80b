import { Readable } from 'node:stream';
import { eq, sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { importedWorks, users } from '@/db/schema';
import { type Address, password } from '@/lib/fields';
import { sweep } from '@/lib/operations/retention';
import { hashing } from '@/lib/passwords/threads';
import { createUser, newAddress, newPassword, newRequester } from '@/lib/testing';
import { importUsers } from './import';
import { findWithWorks } from './imported-works';
import * as sessions from './sessions';

afterEach(() => vi.restoreAllMocks());

const phrase = password.parse('Grüße, fünf Äpfel ﬁnden');
// Made by Django 3.2.25 and PHP 8.2.36 (lib/passwords/imported.test.ts).
const pbkdf2 = 'pbkdf2_sha256$20000$tGx9hQ2rVmKp7LcE$8iTfgfUnHdE2NGY7VHkSrPbI3MUIGjT2IaxHxwuTaII=';
const argon2 = '$argon2id$v=19$m=1024,t=2,p=1$ZXg0SWgzV00vTG92VldUeg$bA7d0sEpGJilepDOKfPNwUohqj1e54eEn2FsYmRb5n8';

async function importOne(hash: string): Promise<Address> {
  const address = newAddress();
  const text = `name,email,passwordHash\nAda,${address.typed},"${hash}"\n`;
  expect(await importUsers(Readable.from([Buffer.from(text)]))).toMatchObject({ imported: 1, refused: 0 });
  return address;
}
const hashOf = async ({ canonical }: Address) =>
  (await db().query.users.findFirst({ where: eq(users.canonical, canonical) }))?.passwordHash;

test.each([pbkdf2, argon2])('an account imported with %s signs in, and its hash is replaced by ours', async (hash) => {
  const address = await importOne(hash);
  expect(await sessions.signIn(address, newPassword(), newRequester())).toEqual({ outcome: 'refused' });
  expect(await hashOf(address)).not.toMatch(/^bcrypt-sha384:/);
  expect(await sessions.signIn(address, phrase, newRequester())).toMatchObject({ outcome: 'signed-in' });
  expect(await hashOf(address)).toMatch(/^bcrypt-sha384:/);
  expect(await sessions.signIn(address, phrase, newRequester())).toMatchObject({ outcome: 'signed-in' });
});

test('from an import on, every sign-in computes what its hashes need, whether or not the address has an account', async () => {
  const imported = await importOne(pbkdf2);
  await importOne(argon2);
  const { address: own } = await createUser(newPassword());
  const run = vi.spyOn(hashing, 'run');
  for (const address of [imported, own, newAddress()]) await sessions.signIn(address, newPassword(), newRequester());
  const wanted = run.mock.calls.map(([job]) => ('wanted' in job ? job.wanted : null));
  expect(wanted[0]).toEqual(
    expect.arrayContaining([
      { algorithm: 'bcrypt', cost: 10 },
      { algorithm: 'pbkdf2', digest: 'sha256', iterations: 20_000 },
      { algorithm: 'argon2', type: 'id', memoryKib: 1024, passes: 2, lanes: 1 },
    ]),
  );
  expect(wanted).toEqual([wanted[0], wanted[0], wanted[0]]);
});

test('the sweep removes it a day after the import, once no imported hash is left', async () => {
  const address = await importOne(pbkdf2);
  const works = async () => (await findWithWorks(address)).works;
  const age = (hours: number) =>
    db()
      .update(importedWorks)
      .set({ addedAt: sql`now() - make_interval(hours => ${hours})` });
  await age(25);
  await sweep();
  expect(await works()).toContain('pbkdf2 sha256 20000');
  await db().update(users).set({ passwordHash: null }).where(sql`password_hash not like 'bcrypt-sha384:%'`);
  await age(23);
  await sweep();
  expect(await works()).toContain('pbkdf2 sha256 20000');
  await age(25);
  await sweep();
  expect(await works()).toEqual([]);
});

test('an import that would make every sign-in take much longer leaves its accounts without a password', async () => {
  const [hash, row] = ['a'.repeat(128), (n: number) => `Ada,${newAddress().typed},scrypt:131072:8:${n}$salt$${hash}\n`];
  const importAll = (dryRun: boolean) =>
    importUsers(Readable.from([Buffer.from(`name,email,passwordHash\n${row(4)}${row(3)}${row(4)}`)]), {}, { dryRun });
  for (const dryRun of [true, false]) {
    const { imported, refused, withoutPassword } = await importAll(dryRun);
    expect({ imported, refused }).toEqual({ imported: 3, refused: 0 });
    expect([...withoutPassword]).toEqual([['with such a hash, every sign-in would take over 3 s longer', 1]]);
  }
  const { works } = await findWithWorks(newAddress());
  expect(works).toContain('scrypt 131072 8 4');
  expect(works).not.toContain('scrypt 131072 8 3');
  await db().delete(importedWorks);
});
