import { eq, type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { authenticators, resets } from '@/db/schema';
import { type FactorCode, factorCode } from '@/lib/factors/factors';
import { type Password, password } from '@/lib/fields';
import * as testing from '@/lib/testing';
import { newPassword, newRequester, read } from '@/lib/testing';
import * as secondSteps from '@/lib/users/second-steps';
import * as sessions from '@/lib/users/sessions';
import { giveFactor } from './factor-attempts';
import { issue } from './factor-proofs';
import * as recovery from './resets';

type Mailed = { link: string; id: string };
const wrong = factorCode.parse('000000');
const give = ({ link, id }: Mailed, code: FactorCode, proof = '') => giveFactor(link, id, code, proof, newRequester());
const complete = ({ link, id }: Mailed, proof: string, secret: Password = newPassword()) =>
  recovery.complete(link, id, secret, newRequester(), proof);
const stateOf = async ({ link }: Mailed) => (await recovery.open(link, newRequester())).state;

async function owner() {
  const user = await testing.createUser(newPassword());
  const app = await testing.enrolApp(user);
  const [first] = await testing.enrolCodes(user);
  return { user, app, first, mailed: await testing.mailLink(user.address) };
}

async function proven(mailed: Mailed, code: FactorCode): Promise<string> {
  const given = await give(mailed, code);
  if (given.outcome !== 'accepted') throw new Error(given.outcome);
  return given.proof;
}

describe('a reset of an account with a second factor', () => {
  test('changes nothing without it: the stored hash is the same, and the link works', async () => {
    const { user, mailed } = await owner();
    const before = await read(user);
    for (const proof of ['', 'x', mailed.link])
      expect(await complete(mailed, proof)).toEqual({ outcome: 'factor-needed' });
    expect(await read(user)).toEqual(before);
    expect(await stateOf(mailed)).toBe('open');
    expect(await recovery.open(mailed.link, newRequester())).toMatchObject({ needsFactor: true });
  });

  test('sets the password with it, keeps every factor, and the next sign-in asks again', async () => {
    const { user, app, mailed } = await owner();
    const next = newPassword();
    expect(await complete(mailed, await proven(mailed, app()), next)).toMatchObject({ outcome: 'completed' });
    const given = await sessions.signIn(user.address, next, newRequester());
    if (given.outcome !== 'second-factor') throw new Error(given.outcome);
    const step = await secondSteps.begin(given);
    expect((await secondSteps.finish(step, app(), newRequester())).outcome).toBe('wrong-factor');
    expect((await secondSteps.finish(step, app(1), newRequester())).outcome).toBe('signed-in');
  });

  test('does not ask again after a refused password, nor when the form with the code is sent twice', async () => {
    const { user, first, mailed } = await owner();
    const proof = await proven(mailed, first);
    expect(await complete(mailed, proof, password.parse('aaaaaaaaaaaaaaaa'))).toMatchObject({ outcome: 'refused' });
    expect(await give(mailed, first, proof)).toEqual({ outcome: 'not-needed' });
    expect(await complete(mailed, proof)).toMatchObject({ outcome: 'completed' });
    expect(await testing.eventsOf(user)).toContain('codes.used');
  });

  test('takes no proof of another link, another account, or from more than ten minutes ago', async () => {
    const [own, other] = [await owner(), await owner()];
    const second = await testing.mailLink(own.user.address);
    const proof = await proven(own.mailed, own.app());
    expect(await complete(second, proof)).toEqual({ outcome: 'factor-needed' });
    expect(await complete(other.mailed, proof)).toEqual({ outcome: 'factor-needed' });
    const stolen = await issue({ id: own.mailed.id, userId: other.user.id, needsFactor: true });
    expect(await complete(own.mailed, stolen)).toEqual({ outcome: 'factor-needed' });
    expect(await complete(own.mailed, proof)).toMatchObject({ outcome: 'completed' });
  });

  test('a wrong code, one of another minute and one that was used change nothing, and the link works', async () => {
    const { user, app, mailed } = await owner();
    const before = await read(user);
    expect(await give(mailed, wrong)).toEqual({ outcome: 'wrong-factor', problem: 'wrong' });
    expect(await give(mailed, app(8))).toEqual({ outcome: 'wrong-factor', problem: 'clock' });
    await give(mailed, app());
    expect(await give(mailed, app())).toEqual({ outcome: 'wrong-factor', problem: 'used' });
    expect(await read(user)).toEqual(before);
    expect(await stateOf(mailed)).toBe('open');
  });

  test('allows ten codes a link in a quarter of an hour, and ten of an app an account in an hour', async () => {
    const { user, app, first, mailed } = await owner();
    await testing.exhaust({ policy: 'factor/account', subject: user.id });
    expect(await give(mailed, app())).toMatchObject({ outcome: 'limited' });
    await testing.exhaust({ policy: 'set-password/link', subject: `factor ${mailed.id}` });
    expect(await give(mailed, first)).toMatchObject({ outcome: 'limited' });
    expect((await give(await testing.mailLink(user.address), first)).outcome).toBe('accepted');
  });

  test('needs none once it is removed', async () => {
    const { user, first, mailed } = await owner();
    const isOwn = eq(authenticators.userId, user.id);
    await db().update(authenticators).set({ removedAt: sql`now()` }).where(isOwn);
    expect(await give(mailed, first)).toEqual({ outcome: 'not-needed' });
    expect(await complete(mailed, '')).toMatchObject({ outcome: 'completed' });
  });

  test('gives a code to no dead link, no other form and no stranger', async () => {
    const { user, first, mailed } = await owner();
    const second = await testing.mailLink(user.address);
    expect(await giveFactor(mailed.link, second.id, first, '', newRequester())).toEqual({ outcome: 'dead' });
    expect(await give({ link: '', id: mailed.id }, first)).toEqual({ outcome: 'dead' });
    await db().update(resets).set({ usedAt: sql`now()` }).where(eq(resets.id, mailed.id));
    expect(await give(mailed, first)).toEqual({ outcome: 'dead' });
    expect((await give(second, first)).outcome).toBe('accepted');
  });
});

test('a factor that is enrolled while the new password is hashed is asked for', async () => {
  const { user, mailed } = await owner();
  const setApp = (removedAt: SQL | null) =>
    db().update(authenticators).set({ removedAt }).where(eq(authenticators.userId, user.id));
  await setApp(sql`now()`);
  const before = await read(user);
  let result: ReturnType<typeof complete> | undefined;
  const begin = () => {
    result = complete(mailed, '');
  };
  await testing.holdUserLock(user, 1, begin, () => setApp(null));
  expect(await result).toEqual({ outcome: 'dead' });
  expect(await read(user)).toEqual(before);
  expect(await complete(mailed, '')).toEqual({ outcome: 'factor-needed' });
});
