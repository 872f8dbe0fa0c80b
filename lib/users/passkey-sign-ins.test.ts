import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import { rateLimits, passkeys as rows, sessions as sessionRows, spentTokens, users } from '@/db/schema';
import { type Claims, SoftwareAuthenticator } from '@/e2e/support/authenticator';
import { assertion } from '@/lib/factors/passkey-answers';
import { challengeMinutes } from '@/lib/factors/passkey-challenges';
import { creationOptions, requestOptions } from '@/lib/factors/passkey-options';
import * as passkeys from '@/lib/factors/passkeys';
import { createUser, enrolPasskey, eventsOf, exhaust, newRequester, onKnownDevice } from '@/lib/testing';
import * as token from '@/lib/token';
import { signIn } from './passkey-sign-ins';
import * as sessions from './sessions';

const origin = 'http://localhost:3000';
const newBrowser = () => ({ browser: randomUUID() });

/** A user with a passkey, and the authenticator that holds it. */
async function enroll(options: Parameters<typeof enrolPasskey>[1] = {}) {
  const user = await createUser();
  const authenticator = await enrolPasskey(user, options);
  const [row] = await db().select().from(rows).where(eq(rows.userId, user.id));
  if (!row) throw new Error('The passkey was not written.');
  return { user, authenticator, row };
}

/** Signs in with an answer of the authenticator to a challenge of this browser. */
async function answer(authenticator: SoftwareAuthenticator, claims: Claims = {}, asker = newBrowser()) {
  const given = assertion.parse(authenticator.get(await requestOptions(asker), claims));
  return { given, asker, result: await signIn(given, asker, newRequester()) };
}

const read = async ({ id }: { id: string }) => (await db().select().from(rows).where(eq(rows.id, id)))[0];

describe('a passkey signs in alone', () => {
  test('and counts as a second factor that was just given', async () => {
    const { user, authenticator, row } = await enroll();
    const { result } = await answer(authenticator);
    expect(result).toMatchObject({ outcome: 'signed-in', userId: user.id, email: user.email });
    const { sessionId } = result as { sessionId: string };
    expect(await sessions.findFactor(user.id, sessionId)).toMatchObject({
      isNeeded: false,
      factorAt: expect.any(Date),
    });
    expect((await read(row))?.lastUsedAt).toBeInstanceOf(Date);
    expect(await eventsOf(user)).toEqual(['session.started']);
  });

  test('and replaces the session that the browser had', async () => {
    const { user, authenticator } = await enroll();
    const first = (await answer(authenticator)).result as { sessionId: string };
    const asker = newBrowser();
    const given = assertion.parse(authenticator.get(await requestOptions(asker)));
    await signIn(given, asker, { ...newRequester(), sessionId: first.sessionId });
    expect(await sessions.find(first.sessionId)).toBeNull();
    expect(await sessions.list(user.id)).toHaveLength(1);
  });

  test('but not into an account that is locked or disabled', async () => {
    for (const status of ['locked', 'disabled'] as const) {
      const { user, authenticator } = await enroll();
      await db().update(users).set({ status }).where(eq(users.id, user.id));
      expect((await answer(authenticator)).result).toEqual({ outcome: 'refused' });
    }
  });

  test('but not once it was removed', async () => {
    const { user, authenticator, row } = await enroll();
    await transact((tx) => passkeys.remove(tx, user.id, row.id));
    expect((await answer(authenticator)).result).toEqual({ outcome: 'refused' });
  });

  test('but not when it is removed while it is being used', async () => {
    const { user, authenticator, row } = await enroll();
    const asker = newBrowser();
    const verified = await passkeys.verify(assertion.parse(authenticator.get(await requestOptions(asker))), asker);
    await transact((tx) => passkeys.remove(tx, user.id, row.id));
    expect(await transact((tx) => passkeys.accept(tx, verified as passkeys.Verified, newRequester()))).toBe(false);
  });
});

describe('an answer is refused', () => {
  test.each<[string, Claims]>([
    ['of another origin', { origin: 'http://localhost:3001' }],
    ['of another site', { siteId: 'example.test' }],
    ['that names another user', { userHandle: Buffer.from(randomUUID()).toString('base64url') }],
    ['without user verification', { isVerified: false }],
    ['from a page within another site', { crossOrigin: true }],
  ])('%s', async (_, claims) => {
    const { user, authenticator } = await enroll();
    expect((await answer(authenticator, claims)).result).toEqual({ outcome: 'refused' });
    expect(await sessions.list(user.id)).toEqual([]);
    expect((await answer(authenticator)).result.outcome).toBe('signed-in');
  });

  test('from another browser than the one that asked', async () => {
    const { authenticator } = await enroll();
    const given = assertion.parse(authenticator.get(await requestOptions(newBrowser())));
    expect(await signIn(given, newBrowser(), newRequester())).toEqual({ outcome: 'refused' });
  });

  test('to a challenge that is not ours, or was for adding a passkey', async () => {
    const { user, authenticator } = await enroll();
    const asker = newBrowser();
    const { challenge } = await creationOptions({ userId: user.id, ...user }, [], asker);
    for (const other of [challenge, Buffer.from('eyJ').toString('base64url'), randomUUID()]) {
      const given = assertion.parse(authenticator.get({ challenge: other }));
      expect(await signIn(given, asker, newRequester())).toEqual({ outcome: 'refused' });
    }
  });

  test('the second time', async () => {
    const { authenticator } = await enroll();
    const { given, asker, result } = await answer(authenticator);
    expect(result.outcome).toBe('signed-in');
    expect(await signIn(given, asker, newRequester())).toEqual({ outcome: 'refused' });
  });

  test('after five minutes by the database’s clock', async () => {
    const { authenticator } = await enroll();
    const asker = newBrowser();
    const { challenge } = await requestOptions(asker);
    const claims = await token.findClaims('passkey', Buffer.from(challenge, 'base64url').toString());
    const [clock] = await db().execute<{ now: number }>(sql`select extract(epoch from now()) * 1000 as now`);
    const life = Number(claims?.data?.expiresAt) - Number(clock?.now);
    expect(Math.round(life / 60_000)).toBe(challengeMinutes);
    const late = await token.issue(
      'passkey',
      { subject: 'anyone', id: 'late', data: { ...claims?.data, expiresAt: Number(clock?.now) - 1 } },
      600,
    );
    const given = assertion.parse(authenticator.get({ challenge: Buffer.from(late).toString('base64url') }));
    expect(await signIn(given, asker, newRequester())).toEqual({ outcome: 'refused' });
  });

  test('with another passkey’s signature', async () => {
    const { authenticator } = await enroll();
    const thief = new SoftwareAuthenticator(origin);
    thief.userHandle = authenticator.userHandle;
    const asker = newBrowser();
    const forged = JSON.parse(thief.get(await requestOptions(asker)));
    const given = assertion.parse(
      JSON.stringify({ ...forged, id: authenticator.credentialId, rawId: authenticator.credentialId }),
    );
    expect(await signIn(given, asker, newRequester())).toEqual({ outcome: 'refused' });
  });

  test('that is no JSON, or JSON of another form', () => {
    for (const text of ['', '{', 'null', '[]', '{"id":"x"}', JSON.stringify({ id: 1 }), 'x'.repeat(30_000)])
      expect(assertion.safeParse(text).success).toBe(false);
  });

  test('twenty times at once but for one', async () => {
    const { user, authenticator } = await enroll();
    const asker = newBrowser();
    const options = await requestOptions(asker);
    const results = await Promise.all(
      Array.from({ length: 20 }, () => signIn(assertion.parse(authenticator.get(options)), asker, newRequester())),
    );
    expect(results.filter(({ outcome }) => outcome === 'signed-in')).toHaveLength(1);
    expect(await sessions.list(user.id)).toHaveLength(1);
  });
});

describe('a counter that went back', () => {
  test('is recorded and refused, because a copy may have been used', async () => {
    const { user, authenticator, row } = await enroll({ counter: 5 });
    expect((await answer(authenticator)).result.outcome).toBe('signed-in');
    expect((await answer(authenticator, { counter: 6 })).result).toEqual({ outcome: 'refused' });
    expect((await read(row))?.counterWentBackAt).toBeInstanceOf(Date);
    expect(await eventsOf(user)).toEqual(['session.started', 'passkey.suspect', 'session.refused']);
    expect((await answer(authenticator)).result.outcome).toBe('signed-in');
  });

  test('is refused also when the answer says that the passkey is synchronized', async () => {
    const { authenticator } = await enroll({ counter: 5 });
    expect((await answer(authenticator, { isBackedUp: true })).result.outcome).toBe('signed-in');
    expect((await answer(authenticator, { counter: 3, isBackedUp: true })).result).toEqual({ outcome: 'refused' });
  });

  test('of a synchronized passkey is recorded only', async () => {
    const { user, authenticator, row } = await enroll({ counter: 5, isBackedUp: true });
    expect((await answer(authenticator, { counter: 3, isBackedUp: true })).result.outcome).toBe('signed-in');
    expect(await read(row)).toMatchObject({ counter: 3, counterWentBackAt: expect.any(Date) });
    expect(await eventsOf(user)).toEqual(['session.started']);
  });

  test('of an authenticator that does not count is none', async () => {
    const { authenticator, row } = await enroll();
    await answer(authenticator);
    expect((await answer(authenticator)).result.outcome).toBe('signed-in');
    expect((await read(row))?.counterWentBackAt).toBeNull();
  });
});

describe('strangers', () => {
  test('write nothing by asking for a challenge', async () => {
    const count = async () =>
      Promise.all([rows, rateLimits, spentTokens, sessionRows].map((table) => db().$count(table)));
    const before = await count();
    await requestOptions(newBrowser());
    expect(await count()).toEqual(before);
  });

  test('are asked the same, whoever they are', async () => {
    const options = await Promise.all([requestOptions(newBrowser()), requestOptions(newBrowser())]);
    expect(options[0]).toEqual({ ...options[1], challenge: options[0].challenge });
    expect(options[0]).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(options[0].allowCredentials ?? []).toEqual([]);
  });

  test('are limited by their network; a known device has its own', async () => {
    const { user, authenticator } = await enroll();
    const asker = newBrowser();
    const requester = newRequester();
    await exhaust({ policy: 'sign-in/network', subject: requester.network });
    const given = assertion.parse(authenticator.get(await requestOptions(asker)));
    expect(await signIn(given, asker, requester)).toMatchObject({ outcome: 'limited' });
    const known = { ...onKnownDevice(user), network: requester.network };
    expect((await signIn(given, asker, known)).outcome).toBe('signed-in');
  });
});
