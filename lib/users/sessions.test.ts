import bcrypt from 'bcryptjs';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { sessions as rows, users } from '@/db/schema';
import type { Password } from '@/lib/fields';
import { digest } from '@/lib/rate-limits';
import { createUser, eventsOf, newAddress, newPassword, newRequester, read } from '@/lib/testing';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;
const signIn = (user: Pick<User, 'address'>, secret = newPassword(), requester = newRequester()) =>
  sessions.signIn(user.address, secret, requester);

async function start(user: User, secret: Password) {
  const signedIn = await signIn(user, secret);
  if (signedIn.outcome !== 'signed-in') throw new Error(signedIn.outcome);
  return signedIn.sessionId;
}

describe('signing in', () => {
  test('with address and password starts a session and records it', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const requester = newRequester();
    const signedIn = await signIn(user, secret, requester);
    expect(signedIn).toMatchObject({ outcome: 'signed-in', userId: user.id, owner: digest(user.canonical) });
    expect(await sessions.list(user.id)).toMatchObject([{ network: requester.network, device: requester.device }]);
    expect(await eventsOf(user)).toEqual(['session.started']);
  });

  test('is refused with the same outcome, whatever is wrong', async () => {
    const secret = newPassword();
    const [wrong, none, disabled, locked] = await Promise.all(
      [secret, null, secret, secret].map((password) => createUser(password)),
    );
    if (!wrong || !none || !disabled || !locked) throw new Error('Four users were not created.');
    await db().update(users).set({ status: 'disabled' }).where(eq(users.id, disabled.id));
    await db().update(users).set({ status: 'locked' }).where(eq(users.id, locked.id));
    const outcomes = await Promise.all([
      signIn({ address: newAddress() }, secret),
      signIn(wrong),
      signIn(none, secret),
      signIn(disabled, secret),
      signIn(locked, secret),
    ]);
    expect(outcomes).toEqual(outcomes.map(() => ({ outcome: 'refused' })));
    expect(await Promise.all([wrong, none, disabled, locked].map(eventsOf))).toEqual(
      [1, 2, 3, 4].map(() => ['session.refused']),
    );
  });

  test('upgrades an imported hash', async () => {
    const secret = newPassword();
    const user = await createUser(null);
    const imported = bcrypt.hashSync(secret, 4);
    await db().update(users).set({ passwordHash: imported }).where(eq(users.id, user.id));
    expect((await signIn(user)).outcome).toBe('refused');
    expect((await read(user))?.passwordHash).toBe(imported);
    await start(user, secret);
    expect((await read(user))?.passwordHash).toMatch(/^bcrypt-sha384:\$2b\$10\$/);
    expect((await signIn(user, secret)).outcome).toBe('signed-in');
  });

  test('ends the session that this browser had, also that of another account', async () => {
    const secret = newPassword();
    const [user, other] = [await createUser(secret), await createUser(secret)];
    const kept = await start(user, secret);
    for (const before of [await start(user, secret), await start(other, secret)]) {
      const here = { ...newRequester(), sessionId: before };
      expect((await signIn(user, newPassword(), here)).outcome).toBe('refused');
      expect(await sessions.find(before)).not.toBeNull();
      expect((await signIn(user, secret, here)).outcome).toBe('signed-in');
      expect(await sessions.find(before)).toBeNull();
    }
    expect(await sessions.find(kept)).not.toBeNull();
    expect(await eventsOf(other)).toEqual(['session.started', 'session.ended']);
  });

  test('starts a new session with a new id every time', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    expect(await start(user, secret)).not.toBe(await start(user, secret));
  });
});

describe('a session', () => {
  const age = (sessionId: string, column: 'lastSeenAt' | 'createdAt', interval: string) =>
    db()
      .update(rows)
      .set({ [column]: sql`${rows[column]} - ${interval}::interval` })
      .where(eq(rows.id, sessionId));

  test.each([
    ['lastSeenAt', '13 days 23 hours', '1 hour'],
    ['createdAt', '29 days 23 hours', '1 hour'],
  ] as const)('ends when its %s is older than %s and %s', async (column, before, more) => {
    const secret = newPassword();
    const user = await createUser(secret);
    const sessionId = await start(user, secret);
    await age(sessionId, column, before);
    expect(await sessions.list(user.id)).toHaveLength(1);
    await age(sessionId, column, more);
    expect(await sessions.find(sessionId)).toBeNull();
    expect(await sessions.list(user.id)).toEqual([]);
  });

  test('is extended by every use', async () => {
    const secret = newPassword();
    const sessionId = await start(await createUser(secret), secret);
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
    await age(sessionId, 'lastSeenAt', '13 days');
    expect(await sessions.find(sessionId)).not.toBeNull();
  });

  test.each(['disabled', 'locked'] as const)('of a %s account is not found', async (status) => {
    const secret = newPassword();
    const user = await createUser(secret);
    const sessionId = await start(user, secret);
    await db().update(users).set({ status }).where(eq(users.id, user.id));
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is ended by its owner, once, and by no one else', async () => {
    const secret = newPassword();
    const [user, stranger] = [await createUser(secret), await createUser(secret)];
    const sessionId = await start(user, secret);
    expect(await sessions.end(stranger.id, sessionId, newRequester())).toBe(false);
    expect(await sessions.find(sessionId)).toMatchObject({ userId: user.id });
    expect(await sessions.end(user.id, sessionId, newRequester())).toBe(true);
    expect(await sessions.end(user.id, sessionId, newRequester())).toBe(false);
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test('is kept when all others of its user are ended, and so are those of other users', async () => {
    const secret = newPassword();
    const [user, stranger] = [await createUser(secret), await createUser(secret)];
    const theirs = await start(stranger, secret);
    const [kept = '', ...others] = [await start(user, secret), await start(user, secret), await start(user, secret)];
    expect(await sessions.endOthers(user.id, kept, newRequester())).toBe(2);
    expect((await sessions.list(user.id)).map(({ id }) => id)).toEqual([kept]);
    expect(await Promise.all(others.map(sessions.find))).toEqual([null, null]);
    expect(await sessions.find(theirs)).not.toBeNull();
  });
});
