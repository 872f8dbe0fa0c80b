import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transact } from '@/db';
import { letters, resets } from '@/db/schema';
import * as passwords from './password';
import * as recovery from './recovery';
import * as sessions from './sessions';
import { createAccount, holdUp, mailLink, newOrigin, newPassword, read } from './testing';

type Mailed = { link: string; id: string };
const complete = ({ link, id }: Mailed) => recovery.complete(link, id, newPassword(), newOrigin());
const at = (times: number, once: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, once));

// Fifty rounds, ten at a time: the two of a round get their hashes at about the same moment.
test('of two people with one link exactly one sets the password, and it is that one’s', {
  timeout: 180_000,
}, async () => {
  for (let round = 0; round < 50; round += 10) await at(10, raceForOneLink);
});

async function raceForOneLink(): Promise<void> {
  const account = await createAccount(newPassword());
  const { link, id } = await mailLink(account.address);
  const runners = [newPassword(), newPassword()];
  const ends = await Promise.all(runners.map((secret) => recovery.complete(link, id, secret, newOrigin())));
  expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
  const stored = await read(account);
  const winner = runners[ends.findIndex(({ outcome }) => outcome === 'completed')];
  expect(winner && (await passwords.isCorrect(winner, stored?.passwordHash ?? null))).toBe(true);
  expect(stored?.credentialVersion).toBe(2);
}

test('of two links that are used at once one sets the password, and there is one notice', async () => {
  const account = await createAccount(newPassword());
  const links = [await mailLink(account.address), await mailLink(account.address)];
  let ends: Promise<recovery.Completion[]> = Promise.resolve([]);
  await holdUp(account, 2, () => {
    ends = Promise.all(links.map(complete));
  });
  expect((await ends).map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
  const notices = and(eq(letters.canonical, account.canonical), eq(letters.kind, 'password-changed'));
  expect(await db().$count(letters, notices)).toBe(1);
});

const expire = ({ id }: Mailed) => db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, id));
const use = ({ id }: Mailed) => db().update(resets).set({ usedAt: sql`now()` }).where(eq(resets.id, id));
const deny = ({ id }: Mailed) => db().update(resets).set({ deniedAt: sql`now()` }).where(eq(resets.id, id));

test.each([
  ['expires', expire],
  ['is used', use],
  ['is denied', deny],
])('a link that %s while the password is hashed sets none', async (_, die) => {
  const account = await createAccount(newPassword());
  const mailed = await mailLink(account.address);
  let end: Promise<recovery.Completion> | undefined;
  await holdUp(
    account,
    1,
    () => {
      end = complete(mailed);
    },
    () => die(mailed),
  );
  expect(await end).toEqual({ outcome: 'dead' });
  expect(await read(account)).toMatchObject({ passwordHash: account.passwordHash, credentialVersion: 1 });
});

test('a sign-in with the old password that is under way when a reset commits ends in no session', async () => {
  const old = newPassword();
  const account = await createAccount(old);
  const { link, id } = await mailLink(account.address);
  // What a sign-in has read before the reset:
  const earlier = await read(account);
  await recovery.complete(link, id, newPassword(), newOrigin());
  expect(await transact((tx) => sessions.start(tx, earlier ?? account, newOrigin()))).toBeNull();
  expect(await sessions.list(account.id)).toEqual([]);
});

test('a sign-in with the old password beside a reset leaves no session, whoever is first', {
  timeout: 180_000,
}, async () => {
  await at(10, async () => {
    const old = newPassword();
    const account = await createAccount(old);
    const { link, id } = await mailLink(account.address);
    const [reset] = await Promise.all([
      recovery.complete(link, id, newPassword(), newOrigin()),
      sessions.signIn(account.address, old, newOrigin()),
      sessions.signIn(account.address, old, newOrigin()),
    ]);
    expect(reset.outcome).toBe('completed');
    expect(await sessions.list(account.id)).toEqual([]);
  });
});
