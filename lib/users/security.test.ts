import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import { outboxEmails, sessions as sessionRows } from '@/db/schema';
import * as apps from '@/lib/factors/authenticators';
import * as factors from '@/lib/factors/factors';
import { createCodes } from '@/lib/factors/recovery-codes';
import type { Password } from '@/lib/fields';
import type { Requester } from '@/lib/requester';
import { createUser, eventsOf, holdUserLock, newPassword, newRequester, waitForLocks } from '@/lib/testing';
import * as security from './security';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;
type SignedIn = { user: User; password: Password; requester: Requester };

const app = () => ({ kind: 'authenticator', secret: apps.createSecret(), step: 1 }) satisfies security.NewFactor;
const passkey = (name: string) =>
  ({
    kind: 'passkey',
    passkey: { credentialId: name, publicKey: 'key', counter: 0, transports: ['internal'], isBackedUp: true, name },
  }) satisfies security.NewFactor;

async function signedIn(): Promise<SignedIn> {
  const password = newPassword();
  const user = await createUser(password);
  return { user, password, requester: await signIn(user) };
}

/** Signs in with the password alone. */
async function signIn(user: User): Promise<Requester> {
  const requester = newRequester();
  const started = await transact((tx) => sessions.start(tx, user, requester));
  if (started?.outcome !== 'started') throw new Error('The sign-in was refused.');
  return { ...requester, sessionId: started.sessionId };
}

/** A user with an app and recovery codes, added in this session a moment ago. */
async function enrolled(): Promise<SignedIn & { codes: string[] }> {
  const own = await signedIn();
  const codes = createCodes();
  expect((await security.addFactor(own.user.id, app(), codes, own.requester)).outcome).toBe('added');
  return { ...own, codes };
}

/** Makes the factor of a session eleven minutes older. */
async function ageFactor({ requester }: SignedIn): Promise<void> {
  const factorAt = sql`${sessionRows.factorAt} - interval '11 minutes'`;
  await db()
    .update(sessionRows)
    .set({ factorAt })
    .where(eq(sessionRows.id, requester.sessionId ?? ''));
}

const isSignedIn = async ({ sessionId }: Requester) => (await sessions.find(sessionId ?? '')) !== null;

const accepts = async (userId: string, code: string) =>
  (await transact((tx) => factors.accept(tx, userId, factors.factorCode.parse(code), newRequester()))).outcome ===
  'accepted';

async function noticesTo({ canonical }: User) {
  const rows = await db()
    .select({ detail: outboxEmails.detail })
    .from(outboxEmails)
    .where(and(eq(outboxEmails.canonical, canonical), eq(outboxEmails.kind, 'security-changed')))
    .orderBy(outboxEmails.createdAt);
  return rows.map(({ detail }) => detail);
}

describe('adding a factor', () => {
  test('ends every other session, counts as giving it in this one, and is recorded and told', async () => {
    const { user, requester } = await signedIn();
    const other = await signIn(user);
    const codes = createCodes();
    const added = await security.addFactor(user.id, app(), codes, requester);
    expect(added).toEqual({ outcome: 'added', sessionsEnded: 1 });
    expect([await isSignedIn(requester), await isSignedIn(other)]).toEqual([true, false]);
    expect(await sessions.findFactor(user.id, requester.sessionId ?? '')).toMatchObject({ isNeeded: false });
    expect(await factors.find(user.id)).toEqual({ authenticator: true, passkeys: 0, codesLeft: 10 });
    expect(await accepts(user.id, codes[3] ?? '')).toBe(true);
    expect(await eventsOf(user)).toContain('factor.added');
    expect(await noticesTo(user)).toEqual([{ factor: 'authenticator', change: 'added' }]);
  });

  test('needs a new set of recovery codes only where none is left', async () => {
    const { user, requester } = await signedIn();
    expect(await security.addFactor(user.id, app(), null, requester)).toEqual({ outcome: 'codes-needed' });
    expect(await factors.find(user.id)).toEqual({ authenticator: false, passkeys: 0, codesLeft: 0 });
    const codes = createCodes();
    await security.addFactor(user.id, app(), codes, requester);
    const second = await security.addFactor(user.id, passkey(user.id), null, requester);
    expect(second.outcome).toBe('added');
    expect(await accepts(user.id, codes[0] ?? '')).toBe(true);
  });

  test('adds no second app, and no passkey twice, and leaves the codes as they were', async () => {
    const { user, codes, requester } = await enrolled();
    expect(await security.addFactor(user.id, app(), createCodes(), requester)).toEqual({ outcome: 'exists' });
    await security.addFactor(user.id, passkey(user.id), null, requester);
    expect(await security.addFactor(user.id, passkey(user.id), null, requester)).toEqual({ outcome: 'exists' });
    expect(await accepts(user.id, codes[9] ?? '')).toBe(true);
  });

  test('needs a session that has not ended, and a factor given in it within ten minutes', async () => {
    const own = await enrolled();
    const { user, requester } = own;
    await ageFactor(own);
    const refused = await security.addFactor(user.id, passkey(user.id), null, requester);
    expect(refused).toEqual({ outcome: 'factor-needed' });
    await db().delete(sessionRows).where(eq(sessionRows.userId, user.id));
    const ended = await security.addFactor(user.id, passkey(user.id), null, requester);
    expect(ended).toEqual({ outcome: 'signed-out' });
    expect(await security.addFactor(user.id, passkey(user.id), null, newRequester())).toEqual({
      outcome: 'signed-out',
    });
    expect(await factors.find(user.id)).toMatchObject({ passkeys: 0 });
  });

  test('twice at once adds one', async () => {
    const { user, requester } = await signedIn();
    const both = await Promise.all([1, 2].map(() => security.addFactor(user.id, app(), createCodes(), requester)));
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['added', 'exists']);
  });

  test('a sign-in by password alone that waits for it gets no session', async () => {
    const { user, requester } = await signedIn();
    const running: Promise<unknown>[] = [];
    await holdUserLock(
      user,
      1,
      () => running.push(security.addFactor(user.id, app(), createCodes(), requester)),
      async () => {
        running.push(transact((tx) => sessions.start(tx, user, newRequester())));
        await waitForLocks(2);
      },
    );
    const [added, signedInMeanwhile] = await Promise.all(running);
    expect(added).toMatchObject({ outcome: 'added' });
    expect(signedInMeanwhile).toEqual({ outcome: 'second-factor' });
    expect(await sessions.list(user.id)).toHaveLength(1);
  });
});

describe('removing a factor', () => {
  test('ends every other session, and the recovery codes with the last one', async () => {
    const { user, password, codes, requester } = await enrolled();
    await security.addFactor(user.id, passkey(`${user.id} removed`), null, requester);
    const [app] = [{ kind: 'authenticator' }] as const;
    expect(await security.removeFactor(user.id, app, password, requester)).toMatchObject({ isLast: false });
    expect(await factors.find(user.id)).toEqual({ authenticator: false, passkeys: 1, codesLeft: 10 });
    expect(await security.removeFactor(user.id, app, password, requester)).toEqual({ outcome: 'gone' });
    const [row] = await db().execute<{ id: string }>(sql`select id from passkeys where user_id = ${user.id}`);
    const last = { kind: 'passkey', id: row?.id ?? '' } as const;
    const removed = await security.removeFactor(user.id, last, password, requester);
    expect(removed).toEqual({ outcome: 'removed', sessionsEnded: 0, isLast: true });
    expect(await factors.find(user.id)).toEqual({ authenticator: false, passkeys: 0, codesLeft: 0 });
    expect(await accepts(user.id, codes[0] ?? '')).toBe(false);
    expect((await noticesTo(user)).slice(-1)).toEqual([
      { factor: 'passkey', change: 'removed', name: `${user.id} removed` },
    ]);
    await signIn(user);
  });

  test('needs the current password and a factor given within ten minutes, and changes nothing without', async () => {
    const own = await enrolled();
    const { user, password, requester } = own;
    const remove = (given: Password) => security.removeFactor(user.id, { kind: 'authenticator' }, given, requester);
    expect(await remove(newPassword())).toEqual({ outcome: 'wrong-current' });
    await ageFactor(own);
    expect(await remove(password)).toEqual({ outcome: 'factor-needed' });
    expect(await factors.find(user.id)).toMatchObject({ authenticator: true, codesLeft: 10 });
  });

  test('leaves the passkeys of others alone', async () => {
    const [own, other] = [await enrolled(), await enrolled()];
    await security.addFactor(other.user.id, passkey(other.user.id), null, other.requester);
    const [row] = await db().execute<{ id: string }>(sql`select id from passkeys where user_id = ${other.user.id}`);
    const which = { kind: 'passkey', id: row?.id ?? '' } as const;
    expect(await security.removeFactor(own.user.id, which, own.password, own.requester)).toEqual({ outcome: 'gone' });
    expect(await factors.find(other.user.id)).toMatchObject({ passkeys: 1 });
  });
});

describe('recovery codes', () => {
  test('a new set ends the old one whole, and is told', async () => {
    const { user, codes, requester } = await enrolled();
    const next = createCodes();
    expect(await security.renewCodes(user.id, next, requester)).toEqual({ outcome: 'renewed' });
    expect(await accepts(user.id, codes[0] ?? '')).toBe(false);
    expect(await accepts(user.id, next[0] ?? '')).toBe(true);
    expect(await eventsOf(user)).toContain('codes.renewed');
    expect((await noticesTo(user)).slice(-1)).toEqual([{ codes: 'renewed', left: 10 }]);
  });

  test('a new set that is sent twice is the set all the same', async () => {
    const { user, requester } = await enrolled();
    const next = createCodes();
    const both = await Promise.all([1, 2].map(() => security.renewCodes(user.id, next, requester)));
    expect(both.map(({ outcome }) => outcome)).toEqual(['renewed', 'renewed']);
    expect(await factors.find(user.id)).toMatchObject({ codesLeft: 10 });
    expect(await accepts(user.id, next[0] ?? '')).toBe(true);
  });

  test('a new set needs a factor given within ten minutes, and something for which it stands in', async () => {
    const own = await enrolled();
    await ageFactor(own);
    const refused = await security.renewCodes(own.user.id, createCodes(), own.requester);
    expect(refused).toEqual({ outcome: 'factor-needed' });
    const none = await signedIn();
    const unneeded = await security.renewCodes(none.user.id, createCodes(), none.requester);
    expect(unneeded).toEqual({ outcome: 'nothing-enrolled' });
    expect(await factors.find(none.user.id)).toMatchObject({ codesLeft: 0 });
  });

  test('a used one is replaced once, by the code that was saved', async () => {
    const { user, codes } = await enrolled();
    const replacement = await use(user, codes[0] ?? '');
    expect(await factors.find(user.id)).toMatchObject({ codesLeft: 9 });
    expect(await accepts(user.id, replacement.code)).toBe(false);
    expect(await security.saveReplacements(user.id, [replacement, replacement])).toBe(1);
    expect(await security.saveReplacements(user.id, [replacement])).toBe(0);
    expect(await factors.find(user.id)).toMatchObject({ codesLeft: 10 });
    expect(await accepts(user.id, replacement.code)).toBe(true);
  });

  test('a replacement that is saved after a new set came, or by someone else, counts for nothing', async () => {
    const { user, codes, requester } = await enrolled();
    const replacement = await use(user, codes[0] ?? '');
    const other = await enrolled();
    expect(await security.saveReplacements(other.user.id, [replacement])).toBe(0);
    await security.renewCodes(user.id, createCodes(), requester);
    expect(await security.saveReplacements(user.id, [replacement])).toBe(0);
    expect(await accepts(user.id, replacement.code)).toBe(false);
  });

  async function use({ id }: User, code: string): Promise<security.Replacement> {
    const used = await transact((tx) => factors.accept(tx, id, factors.factorCode.parse(code), newRequester()));
    if (used.outcome !== 'accepted' || used.by !== 'recovery-code') throw new Error('The code was not accepted.');
    return { usedId: used.usedId, code: createCodes(1)[0] ?? '' };
  }
});
