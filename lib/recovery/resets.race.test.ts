import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transact } from '@/db';
import { outboxEmails, resets } from '@/db/schema';
import * as passwords from '@/lib/passwords/passwords';
import { createUser, holdUserLock, mailLink, newPassword, newRequester, read } from '@/lib/testing';
import * as sessions from '@/lib/users/sessions';
import * as recovery from './resets';

type Mailed = { link: string; id: string };
const complete = ({ link, id }: Mailed) => recovery.complete(link, id, newPassword(), newRequester());
const repeat = (times: number, once: () => Promise<unknown>) => Promise.all(Array.from({ length: times }, once));

// Ten rounds, two at a time: with more at once, a busy machine makes some wait too long for a thread.
test('of two people with one link exactly one sets the password, and it is the one that they chose', {
  timeout: 180_000,
}, async () => {
  for (let round = 0; round < 10; round += 2) await repeat(2, raceForOneLink);
});

async function raceForOneLink(): Promise<void> {
  const user = await createUser(newPassword());
  const { link, id } = await mailLink(user.address);
  const candidates = [newPassword(), newPassword()];
  const results = await Promise.all(candidates.map((secret) => recovery.complete(link, id, secret, newRequester())));
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
  const stored = await read(user);
  const winner = candidates[results.findIndex(({ outcome }) => outcome === 'completed')];
  expect(winner && (await passwords.isCorrect(winner, stored?.passwordHash ?? null, 'proven'))).toBe(true);
  expect(stored?.credentialVersion).toBe(2);
}

test('of two links used at once, one sets the password, and there is one notice', async () => {
  const user = await createUser(newPassword());
  const links = [await mailLink(user.address), await mailLink(user.address)];
  let results: Promise<recovery.Completion[]> = Promise.resolve([]);
  await holdUserLock(user, 2, () => {
    results = Promise.all(links.map(complete));
  });
  expect((await results).map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
  const notices = and(eq(outboxEmails.canonical, user.canonical), eq(outboxEmails.kind, 'password-changed'));
  expect(await db().$count(outboxEmails, notices)).toBe(1);
});

const expire = ({ id }: Mailed) => db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, id));
const use = ({ id }: Mailed) => db().update(resets).set({ usedAt: sql`now()` }).where(eq(resets.id, id));
const decline = ({ id }: Mailed) => db().update(resets).set({ declinedAt: sql`now()` }).where(eq(resets.id, id));

test.each([
  ['expires', expire],
  ['is used', use],
  ['is declined', decline],
])('a link that %s while the password is hashed sets no password', async (_, invalidate) => {
  const user = await createUser(newPassword());
  const mailed = await mailLink(user.address);
  let result: Promise<recovery.Completion> | undefined;
  await holdUserLock(
    user,
    1,
    () => {
      result = complete(mailed);
    },
    () => invalidate(mailed),
  );
  expect(await result).toEqual({ outcome: 'dead' });
  expect(await read(user)).toMatchObject({ passwordHash: user.passwordHash, credentialVersion: 1 });
});

test('a sign-in with the old password that is in progress when a reset commits gets no session', async () => {
  const old = newPassword();
  const user = await createUser(old);
  const { link, id } = await mailLink(user.address);
  // What a sign-in read before the reset.
  const earlier = await read(user);
  await recovery.complete(link, id, newPassword(), newRequester());
  expect(await transact((tx) => sessions.start(tx, earlier ?? user, newRequester()))).toBeNull();
  expect(await sessions.list(user.id)).toEqual([]);
});

test('a sign-in with the old password during a reset leaves no session, whichever is first', {
  timeout: 180_000,
}, async () => {
  const race = async () => {
    const old = newPassword();
    const user = await createUser(old);
    const { link, id } = await mailLink(user.address);
    const [reset] = await Promise.all([
      recovery.complete(link, id, newPassword(), newRequester()),
      sessions.signIn(user.address, old, newRequester()),
      sessions.signIn(user.address, old, newRequester()),
    ]);
    expect(reset.outcome).toBe('completed');
    expect(await sessions.list(user.id)).toEqual([]);
  };
  for (let round = 0; round < 6; round += 2) await repeat(2, race);
});
