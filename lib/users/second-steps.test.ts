import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { authenticators, outboxEmails, sessions as rows, spentTokens, users } from '@/db/schema';
import { type FactorCode, factorCode } from '@/lib/factors/factors';
import type { Password } from '@/lib/fields';
import { createUser, enrolApp, enrolCodes, eventsOf, exhaust, newPassword, newRequester, watch } from '@/lib/testing';
import * as token from '@/lib/token';
import * as secondSteps from './second-steps';
import * as sessions from './sessions';

type User = Awaited<ReturnType<typeof createUser>>;
const signIn = (user: User, password: Password) => sessions.signIn(user.address, password, newRequester());
const finish = (step: string, code: FactorCode) => secondSteps.finish(step, code, newRequester());
const wrong = factorCode.parse('000000');
const repeat = <Result>(times: number, once: () => Promise<Result>) => Promise.all(Array.from({ length: times }, once));
const tally = (results: { outcome: string }[]) => results.map(({ outcome }) => outcome).sort();

/** A user with an app and recovery codes, who has given the right password. */
async function halfway() {
  const password = newPassword();
  const user = await createUser(password);
  const app = await enrolApp(user);
  const [first, second] = await enrolCodes(user);
  const given = await signIn(user, password);
  if (given.outcome !== 'second-factor') throw new Error(given.outcome);
  return { user, password, app, first, second, given, step: await secondSteps.begin(given) };
}

describe('the second step of a sign-in', () => {
  test('starts the session that the password alone does not, with the factor just given, and records it', async () => {
    const { user, app, step } = await halfway();
    expect(await sessions.list(user.id)).toEqual([]);
    expect(await eventsOf(user)).toEqual([]);
    const finished = await finish(step, app());
    if (finished.outcome !== 'signed-in') throw new Error(finished.outcome);
    expect(finished).toMatchObject({ userId: user.id, usedId: null });
    expect(await sessions.find(finished.sessionId)).toMatchObject({ userId: user.id, needsFactor: false });
    expect(await eventsOf(user)).toEqual(['session.started']);
  });

  test('takes a recovery code instead, which every address is told of, and which is to be replaced', async () => {
    const { user, first, step } = await halfway();
    const finished = await finish(step, first);
    expect(finished).toMatchObject({ outcome: 'signed-in', usedId: expect.any(String) });
    expect(await eventsOf(user)).toEqual(['codes.used', 'session.started']);
    const notices = await db().select().from(outboxEmails).where(eq(outboxEmails.canonical, user.canonical));
    expect(notices).toMatchObject([{ kind: 'security-changed', detail: { codes: 'used', left: 9 } }]);
  });

  test('waits on after a wrong code, one of another minute, and one that was used', async () => {
    const { user, app, first, step, given } = await halfway();
    expect(await finish(step, wrong)).toEqual({ outcome: 'wrong-factor', problem: 'wrong' });
    expect(await finish(step, app(-8))).toEqual({ outcome: 'wrong-factor', problem: 'clock' });
    await finish(await secondSteps.begin(given), app());
    expect(await finish(step, app())).toEqual({ outcome: 'wrong-factor', problem: 'used' });
    await finish(await secondSteps.begin(given), first);
    expect(await finish(step, first)).toEqual({ outcome: 'wrong-factor', problem: 'used' });
    expect((await finish(step, app(1))).outcome).toBe('signed-in');
    expect((await eventsOf(user)).filter((name) => name === 'factor.refused')).toHaveLength(1);
  });

  test('writes nothing until it is finished, and is used up by that', async () => {
    const { app, second, step } = await halfway();
    const id = (await token.findClaims('sign-in', step))?.id ?? '';
    const isSpent = () => db().$count(spentTokens, eq(spentTokens.id, id));
    await finish(step, wrong);
    expect(await isSpent()).toBe(0);
    await finish(step, app());
    expect(await isSpent()).toBe(1);
    expect(await finish(step, second)).toEqual({ outcome: 'expired' });
  });

  test.each([
    ['a recovery code', (own: Awaited<ReturnType<typeof halfway>>) => own.first],
    ['the code of an app', (own: Awaited<ReturnType<typeof halfway>>) => own.app()],
  ])('of twenty at once with %s, one starts a session', async (_, codeOf) => {
    const own = await halfway();
    const results = await repeat(20, () => finish(own.step, codeOf(own)));
    expect(results.filter(({ outcome }) => outcome === 'signed-in')).toHaveLength(1);
    expect(await sessions.list(own.user.id)).toHaveLength(1);
  });

  test('of two first steps with one code of an app, one starts a session', async () => {
    const { user, app, given } = await halfway();
    const steps = [await secondSteps.begin(given), await secondSteps.begin(given)];
    const results = await Promise.all(steps.map((step) => finish(step, app())));
    expect(tally(results)).toEqual(['signed-in', 'wrong-factor']);
    expect(await sessions.list(user.id)).toHaveLength(1);
  });

  const end = (own: Awaited<ReturnType<typeof halfway>>) => ({
    changed: () => db().update(users).set({ credentialVersion: 2 }).where(eq(users.id, own.user.id)),
    disabled: () => db().update(users).set({ status: 'disabled' }).where(eq(users.id, own.user.id)),
    locked: () => db().update(users).set({ status: 'locked' }).where(eq(users.id, own.user.id)),
    removed: () =>
      db().update(authenticators).set({ removedAt: sql`now()` }).where(eq(authenticators.userId, own.user.id)),
  });

  test.each(['changed', 'disabled', 'locked', 'removed'] as const)(
    'is worth nothing once its account or app is %s, and uses up no code',
    async (change) => {
      const own = await halfway();
      await end(own)[change]();
      expect(await finish(own.step, own.first)).toEqual({ outcome: 'expired' });
      await db().update(users).set({ credentialVersion: 1, status: 'active' }).where(eq(users.id, own.user.id));
      await db().update(authenticators).set({ removedAt: null }).where(eq(authenticators.userId, own.user.id));
      expect((await finish(own.step, own.first)).outcome).toBe('signed-in');
    },
  );

  test('ends after ten minutes by the database, whatever the token says, and is no other token', async () => {
    const { user, first, step } = await halfway();
    const claims = await token.findClaims('sign-in', step);
    if (!claims) throw new Error('No claims.');
    const until = Number(claims.data?.until);
    expect(until - Date.now() / 1000).toBeGreaterThan(9 * 60);
    expect(until - Date.now() / 1000).toBeLessThan(11 * 60);
    const late = { ...claims, data: { ...claims.data, until: until - 601 } };
    const other = { subject: user.id, id: randomUUID(), data: { version: 1, until } };
    for (const forged of [
      await token.issue('sign-in', late, 86_400),
      await token.issue('passkey', other, 600),
      await token.issue('factor', other, 600),
      `${step}x`,
      '',
    ])
      expect(await finish(forged, first)).toEqual({ outcome: 'expired' });
    expect((await finish(step, first)).outcome).toBe('signed-in');
  });

  test('allows ten wrong codes of an app an hour, and recovery codes all the same', async () => {
    const { user, app, first, step, given } = await halfway();
    await exhaust({ policy: 'factor/account', subject: user.id });
    expect(await finish(step, app())).toMatchObject({ outcome: 'limited' });
    expect((await finish(step, first)).outcome).toBe('signed-in');
    expect(await finish(await secondSteps.begin(given), app())).toMatchObject({ outcome: 'limited' });
  });

  test('counts no guess against an account for a step that is over', async () => {
    const { app, first, step, given } = await halfway();
    await finish(step, first);
    for (let i = 0; i < 12; i += 1) await finish(step, wrong);
    expect((await finish(await secondSteps.begin(given), app())).outcome).toBe('signed-in');
  });
});

test('a wrong password takes the same statements with a second factor and without', async () => {
  const [plain, enrolled] = [await createUser(newPassword()), await createUser(newPassword())];
  await enrolApp(enrolled);
  const [without, enrolledToo] = [
    await watch(() => signIn(plain, newPassword())),
    await watch(() => signIn(enrolled, newPassword())),
  ];
  expect(enrolledToo).toEqual(without);
});

describe('giving the factor again in a session', () => {
  async function signedIn() {
    const { user, app, first, step } = await halfway();
    const finished = await finish(step, first);
    if (finished.outcome !== 'signed-in') throw new Error(finished.outcome);
    const { sessionId } = finished;
    const factorAt = sql`${rows.factorAt} - interval '11 minutes'`;
    await db().update(rows).set({ factorAt }).where(eq(rows.id, sessionId));
    return { user, app, session: { userId: user.id, sessionId } };
  }

  test('counts for ten minutes in that session alone', async () => {
    const { user, app, session } = await signedIn();
    expect(await sessions.find(session.sessionId)).toMatchObject({ needsFactor: true });
    expect(await secondSteps.renew(session, wrong, newRequester())).toMatchObject({ outcome: 'wrong-factor' });
    expect(await sessions.find(session.sessionId)).toMatchObject({ needsFactor: true });
    expect(await secondSteps.renew(session, app(), newRequester())).toEqual({ outcome: 'renewed', usedId: null });
    expect(await sessions.find(session.sessionId)).toMatchObject({ needsFactor: false });
    expect(await sessions.findFactor(user.id, null)).toMatchObject({ isNeeded: true });
  });

  test('ends the session at the eleventh wrong code, and none of them counts against the owner', async () => {
    const { user, app, session } = await signedIn();
    for (let n = 0; n < 10; n += 1) {
      const refused = await secondSteps.renew(session, wrong, newRequester());
      expect(refused).toMatchObject({ outcome: 'wrong-factor' });
    }
    expect(await secondSteps.renew(session, app(), newRequester())).toEqual({ outcome: 'expired' });
    expect(await sessions.find(session.sessionId)).toBeNull();
    const step = await secondSteps.begin({ userId: user.id, credentialVersion: 1 });
    expect((await finish(step, app())).outcome).toBe('signed-in');
    expect((await db().select().from(authenticators).where(eq(authenticators.userId, user.id)))[0]?.failures).toBe(0);
  });

  test("does nothing for a session that has ended or is another user's, and uses up no code", async () => {
    const [own, other] = [await signedIn(), await signedIn()];
    const theirs = { userId: own.user.id, sessionId: other.session.sessionId };
    expect(await secondSteps.renew(theirs, own.app(), newRequester())).toEqual({ outcome: 'expired' });
    await sessions.end(own.user.id, own.session.sessionId, newRequester());
    expect(await secondSteps.renew(own.session, own.app(), newRequester())).toEqual({ outcome: 'expired' });
    const step = await secondSteps.begin({ userId: own.user.id, credentialVersion: 1 });
    expect((await finish(step, own.app())).outcome).toBe('signed-in');
  });
});
