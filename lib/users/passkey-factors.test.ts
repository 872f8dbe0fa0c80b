import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { resets, sessions as sessionRows } from '@/db/schema';
import type { Claims, SoftwareAuthenticator } from '@/e2e/support/authenticator';
import { assertion } from '@/lib/factors/passkey-answers';
import { requestOptions } from '@/lib/factors/passkey-options';
import * as passkeys from '@/lib/factors/passkeys';
import * as factorAttempts from '@/lib/recovery/factor-attempts';
import * as recovery from '@/lib/recovery/resets';
import { createUser, enrolPasskey, eventsOf, mailLink, newPassword, newRequester, read } from '@/lib/testing';
import * as secondSteps from './second-steps';
import * as sessions from './sessions';

// A passkey as the second factor: after a password, before a change of the account, and for a reset.

async function prepare() {
  const secret = newPassword();
  const user = await createUser(secret);
  return { user, secret, authenticator: await enrolPasskey(user, { counter: 3 }) };
}

async function use(authenticator: SoftwareAuthenticator, claims: Claims = {}): Promise<passkeys.Verified> {
  const asker = { browser: randomUUID() };
  const verified = await passkeys.verify(
    assertion.parse(authenticator.get(await requestOptions(asker), claims)),
    asker,
  );
  if (!verified) throw new Error('The answer was refused.');
  return verified;
}

async function begin(user: Awaited<ReturnType<typeof createUser>>, secret: ReturnType<typeof newPassword>) {
  const first = await sessions.signIn(user.address, secret, newRequester());
  if (first.outcome !== 'second-factor') throw new Error(first.outcome);
  return secondSteps.begin(first);
}

const wrong = { outcome: 'wrong-factor', problem: 'passkey' };

describe('a passkey', () => {
  test('completes a sign-in that waits for a second factor', async () => {
    const { user, secret, authenticator } = await prepare();
    const step = await begin(user, secret);
    const done = await secondSteps.finish(step, await use(authenticator), newRequester());
    expect(done).toMatchObject({ outcome: 'signed-in', userId: user.id, usedId: null });
  });

  test('of another account leaves the sign-in waiting', async () => {
    const [{ user, secret, authenticator }, other] = [await prepare(), await prepare()];
    const step = await begin(user, secret);
    expect(await secondSteps.finish(step, await use(other.authenticator), newRequester())).toEqual(wrong);
    expect(await eventsOf(user)).toContain('factor.refused');
    expect((await secondSteps.finish(step, await use(authenticator), newRequester())).outcome).toBe('signed-in');
  });

  test('that was copied leaves the sign-in waiting, and is recorded', async () => {
    const { user, secret, authenticator } = await prepare();
    const step = await begin(user, secret);
    expect(await secondSteps.finish(step, await use(authenticator, { counter: 2 }), newRequester())).toEqual(wrong);
    expect(await eventsOf(user)).toEqual(['passkey.suspect', 'factor.refused']);
  });

  test('is given again before the account is changed', async () => {
    const { user, secret, authenticator } = await prepare();
    const done = await secondSteps.finish(await begin(user, secret), await use(authenticator), newRequester());
    const { sessionId } = done as { sessionId: string };
    const long = new Date(Date.now() - 3_600_000);
    await db().update(sessionRows).set({ factorAt: long }).where(eq(sessionRows.id, sessionId));
    expect((await sessions.findFactor(user.id, sessionId)).isNeeded).toBe(true);
    const renewed = await secondSteps.renew({ userId: user.id, sessionId }, await use(authenticator), newRequester());
    expect(renewed).toEqual({ outcome: 'renewed', usedId: null });
    expect((await sessions.findFactor(user.id, sessionId)).isNeeded).toBe(false);
  });

  test('does for one thing only, however many ask at a time', async () => {
    const { user, secret, authenticator } = await prepare();
    const step = await begin(user, secret);
    const used = await use(authenticator);
    const { link, id } = await mailLink(user.address);
    const [signedIn, reset] = await Promise.all([
      secondSteps.finish(step, used, newRequester()),
      factorAttempts.giveFactor(link, id, used, '', newRequester()),
    ]);
    expect([signedIn, reset].filter(({ outcome }) => outcome === 'wrong-factor')).toEqual([wrong]);
  });

  test('satisfies a reset, which leaves it enrolled', async () => {
    const { user, authenticator } = await prepare();
    const { link, id } = await mailLink(user.address);
    const before = (await read(user))?.passwordHash;
    const without = await recovery.complete(link, id, newPassword(), newRequester(), '');
    expect(without.outcome).toBe('factor-needed');
    expect((await read(user))?.passwordHash).toBe(before);
    const given = await factorAttempts.giveFactor(link, id, await use(authenticator), '', newRequester());
    if (given.outcome !== 'accepted') throw new Error(given.outcome);
    const next = newPassword();
    const done = await recovery.complete(link, id, next, newRequester(), given.proof);
    expect(done.outcome).toBe('completed');
    expect(await passkeys.list(user.id)).toHaveLength(1);
    expect((await sessions.signIn(user.address, next, newRequester())).outcome).toBe('second-factor');
  });

  test('of another account does not satisfy a reset, and the link stays alive', async () => {
    const [{ user }, other] = [await prepare(), await prepare()];
    const { link, id } = await mailLink(user.address);
    const used = await use(other.authenticator);
    expect(await factorAttempts.giveFactor(link, id, used, '', newRequester())).toEqual(wrong);
    const [reset] = await db().select().from(resets).where(eq(resets.id, id));
    expect(reset?.usedAt).toBeNull();
  });
});
