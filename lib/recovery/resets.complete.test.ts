import { eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { outboxEmails, registrations, resets, users } from '@/db/schema';
import { brand } from '@/lib/brand';
import { password } from '@/lib/fields';
import { hashing } from '@/lib/passwords/threads';
import { digest } from '@/lib/rate-limits';
import {
  ageRateLimits,
  createUser,
  eventsOf,
  exhaust,
  mailLink,
  newApplicant,
  newPassword,
  newRequester,
  onKnownDevice,
  read,
} from '@/lib/testing';
import * as token from '@/lib/token';
import { changePassword } from '@/lib/users/account';
import * as registering from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import * as recovery from './resets';

const stateOf = async (link: string) => (await recovery.open(link, newRequester())).state;
const complete = ({ link, id }: { link: string; id: string }, secret = newPassword()) =>
  recovery.complete(link, id, secret, newRequester());
const signIn = (user: Awaited<ReturnType<typeof createUser>>, secret = newPassword()) =>
  sessions.signIn(user.address, secret, newRequester());

describe('a good password', () => {
  test('is set by the link: it signs in, and the old one no longer does', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const user = await createUser(old);
    const done = await complete(await mailLink(user.address), fresh);
    expect(done).toMatchObject({ outcome: 'completed', email: user.email });
    expect((await signIn(user, old)).outcome).toBe('refused');
    expect((await signIn(user, fresh)).outcome).toBe('signed-in');
  });

  test('ends every session of its user and of no one else', async () => {
    const secret = newPassword();
    const [user, stranger] = [await createUser(secret), await createUser(secret)];
    for (const owner of [user, user, user, stranger]) await signIn(owner, secret);
    expect(await complete(await mailLink(user.address))).toMatchObject({ outcome: 'completed' });
    expect(await sessions.list(user.id)).toEqual([]);
    expect(await sessions.list(stranger.id)).toHaveLength(1);
  });

  test('queues one notice to the owner and records one event', async () => {
    const user = await createUser(newPassword());
    await complete(await mailLink(user.address));
    const notices = (await emailsTo(user.canonical)).filter(({ kind }) => kind === 'password-changed');
    expect(notices).toMatchObject([{ state: 'queued', email: user.email, detail: { by: 'reset' } }]);
    expect(await eventsOf(user)).toEqual(['reset.completed', 'reset.requested']);
  });

  test('deletes what strangers have registered for the address', async () => {
    const user = await createUser(newPassword());
    const stranger = newApplicant({ address: user.address });
    await registering.request(stranger, 'request', newRequester());
    const pending = () => db().select().from(registrations).where(eq(registrations.canonical, user.canonical));
    expect(await pending()).toHaveLength(1);
    await complete(await mailLink(user.address));
    expect(await pending()).toEqual([]);
  });

  test('can be set for an account that never had one', async () => {
    const user = await createUser(null);
    const fresh = newPassword();
    expect(await complete(await mailLink(user.address), fresh)).toMatchObject({ outcome: 'completed' });
    expect((await signIn(user, fresh)).outcome).toBe('signed-in');
  });

  test('unlocks a locked account', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    await db().update(users).set({ status: 'locked' }).where(eq(users.id, user.id));
    const fresh = newPassword();
    expect(await complete(mailed, fresh)).toMatchObject({ outcome: 'completed' });
    expect((await signIn(user, fresh)).outcome).toBe('signed-in');
  });

  test('makes its browser a known device: it signs in at once, while wrong sign-ins go on', async () => {
    const fresh = newPassword();
    const user = await createUser(newPassword());
    const failOn = { policy: 'sign-in/address', subject: user.canonical } as const;
    await exhaust(failOn);
    const done = await complete(await mailLink(user.address), fresh);
    await exhaust(failOn);
    // The count of the address is not cleared: a stranger would see that there is an owner, and when.
    expect((await signIn(user, fresh)).outcome).toBe('refused');
    if (done.outcome !== 'completed') throw new Error(done.outcome);
    expect(done.device.owner).toBe(digest(user.canonical));
    const requester = onKnownDevice(user, done.device);
    expect((await sessions.signIn(user.address, fresh, requester)).outcome).toBe('signed-in');
  });

  test('lets a known device that had used up its tries sign in at once, and makes strangers of all others', async () => {
    const [old, fresh] = [newPassword(), newPassword()];
    const user = await createUser(old);
    const [own, other] = [onKnownDevice(user), onKnownDevice(user)];
    for (const attempt of sessions.deviceAttempts(user, own)) await exhaust(attempt);
    expect((await sessions.signIn(user.address, old, own)).outcome).toBe('refused');
    const { link, id } = await mailLink(user.address);
    const done = await recovery.complete(link, id, fresh, own);
    if (done.outcome !== 'completed') throw new Error(done.outcome);
    await exhaust({ policy: 'sign-in/address', subject: user.canonical });
    expect((await sessions.signIn(user.address, fresh, other)).outcome).toBe('refused');
    const again = onKnownDevice(user, { id: own.knownDevice?.id ?? '', since: done.device.since });
    expect((await sessions.signIn(user.address, fresh, again)).outcome).toBe('signed-in');
  });
});

test('the current password may be set again', async () => {
  const present = newPassword();
  const user = await createUser(present);
  await signIn(user, present);
  expect(await complete(await mailLink(user.address), present)).toMatchObject({ outcome: 'completed' });
  expect((await signIn(user, present)).outcome).toBe('signed-in');
});

test('a change while signed in refuses the current password', async () => {
  const present = newPassword();
  const { id } = await createUser(present);
  const problem = { outcome: 'refused', problem: 'sameAsCurrent' };
  expect(await changePassword(id, present, present, newRequester())).toEqual(problem);
});

test('a new password costs one hash, and one refused for length or content none', async () => {
  const user = await createUser(newPassword());
  const mailed = await mailLink(user.address);
  const run = vi.spyOn(hashing, 'run');
  await complete(mailed, password.parse('too short'));
  expect(run).not.toHaveBeenCalled();
  expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  expect(run).toHaveBeenCalledTimes(1);
  run.mockRestore();
});

describe('a refused password leaves the link working', () => {
  const present = newPassword();
  const cases: [string, string][] = [
    ['tooShort', 'only 14 signs.'],
    ['tooLong', 'tell me more '.repeat(20)],
    ['characters', 'a zero in the\0middle'],
    ['containsSite', `my ${brand.name} is lost`],
    ['containsName', 'countess lovelace 1815'],
    ['weak', 'aaaaaaaaaaaaaaaaaaaa'],
  ];
  test.each(cases)('%s', async (problem, text) => {
    const user = await createUser(present);
    const mailed = await mailLink(user.address);
    expect(await complete(mailed, password.parse(text))).toEqual({ outcome: 'refused', problem });
    expect((await read(user))?.passwordHash).toBe(user.passwordHash);
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  });

  test('containsEmail', async () => {
    const user = await createUser(present);
    const mailed = await mailLink(user.address);
    const own = password.parse(`it is ${user.email}`);
    expect(await complete(mailed, own)).toEqual({ outcome: 'refused', problem: 'containsEmail' });
    expect(await stateOf(mailed.link)).toBe('open');
  });

  test('too many of them: the link has to wait, and works afterwards', async () => {
    const user = await createUser(newPassword());
    const mailed = await mailLink(user.address);
    for (let i = 0; i < 10; i += 1) await complete(mailed, password.parse('short'));
    expect(await complete(mailed)).toMatchObject({ outcome: 'limited' });
    expect(await stateOf(mailed.link)).toBe('open');
    await ageRateLimits(15);
    expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
  });
});

describe('a link is refused', () => {
  test('for a form that was opened with another link', async () => {
    const user = await createUser(newPassword());
    const { link, id } = await mailLink(user.address);
    const other = await mailLink((await createUser(newPassword())).address);
    expect(await complete({ link, id: other.id })).toEqual({ outcome: 'other-link' });
    expect(await complete({ link, id })).toMatchObject({ outcome: 'completed' });
  });

  test('when its token names the reset of one user and the id of another', async () => {
    const [user, victim] = [await createUser(newPassword()), await createUser(newPassword())];
    const { id } = await mailLink(victim.address);
    const forged = await token.issue('reset', { subject: user.id, id }, 1800);
    expect(await stateOf(forged)).toBe('invalid');
    expect(await complete({ link: forged, id })).toEqual({ outcome: 'dead' });
  });
});

test('opening a link, however often, does not use it up and is recorded once', async () => {
  const user = await createUser(newPassword());
  const mailed = await mailLink(user.address);
  const standings = await Promise.all(Array.from({ length: 20 }, () => recovery.open(mailed.link, newRequester())));
  expect(new Set(standings.map(({ state }) => state))).toEqual(new Set(['open']));
  expect((await eventsOf(user)).filter((name) => name === 'reset.opened')).toHaveLength(1);
  expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
});

test('the row decides when a link expires, not the times in its token', async () => {
  const user = await createUser(newPassword());
  const { id } = await mailLink(user.address);
  const claims = { subject: user.id, id };
  const old = await token.issue('reset', claims, 1800, { issuedAt: new Date(Date.now() - 7_200_000) });
  const young = await token.issue('reset', claims, 1_000_000);
  expect(await stateOf(old)).toBe('open');
  await db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, id));
  expect(await stateOf(young)).toBe('expired');
});

const emailsTo = (canonical: string) => db().select().from(outboxEmails).where(eq(outboxEmails.canonical, canonical));
