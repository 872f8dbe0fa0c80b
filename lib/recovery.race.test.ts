import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { letters } from '@/db/schema';
import * as passwords from './password';
import * as recovery from './recovery';
import * as sessions from './sessions';
import { createAccount, mailLink, newOrigin, newPassword, read } from './testing';

const at = (times: number, once: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, once));

// Fifty rounds, ten at a time: the two of a round get their hashes at about the same moment.
test('of two people with one link exactly one sets the password, and it is that one’s', {
  timeout: 60_000,
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

test('of two links that are used at once one sets the password', { timeout: 60_000 }, async () => {
  await at(10, async () => {
    const account = await createAccount(newPassword());
    const links = [await mailLink(account.address), await mailLink(account.address)];
    const ends = await Promise.all(
      links.map(({ link, id }) => recovery.complete(link, id, newPassword(), newOrigin())),
    );
    expect(ends.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
    expect(
      await db().$count(letters, and(eq(letters.canonical, account.canonical), eq(letters.kind, 'password-changed'))),
    ).toBe(1);
  });
});

test('a sign-in with the old password that is under way when a reset commits ends in no session', async () => {
  const old = newPassword();
  const account = await createAccount(old);
  const { link, id } = await mailLink(account.address);
  // What a sign-in has read before the reset:
  const earlier = await read(account);
  await recovery.complete(link, id, newPassword(), newOrigin());
  expect(await db().transaction((tx) => sessions.start(tx, earlier ?? account, newOrigin()))).toBeNull();
  expect(await sessions.list(account.id)).toEqual([]);
});

test('a sign-in with the old password beside a reset leaves no session, whoever is first', {
  timeout: 60_000,
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
