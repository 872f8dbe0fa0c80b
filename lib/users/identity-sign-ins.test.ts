import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { identities, registrations as registrationRows, users } from '@/db/schema';
import type { Address } from '@/lib/fields';
import * as testing from '@/lib/testing';
import { createUser, newAddress, newApplicant, newPassword, newRequester } from '@/lib/testing';
import { type Asked, signIn } from './identity-sign-ins';
import type { Claims } from './known-identities';
import * as registrations from './registrations';
import * as secondSteps from './second-steps';
import * as sessions from './sessions';
import * as support from './support';

const stranger: Asked = { for: 'sign-in', userId: null };

/** What a provider says of someone who is new here. */
function newClaims(changes: Partial<Claims> = {}): Claims {
  const issuer = 'https://id.example.test';
  const one = { provider: 'oidc', issuer, subject: randomUUID(), name: 'Ada Lovelace' };
  return { ...one, address: newAddress(), isVerified: true, ...changes };
}

async function register(claims = newClaims()) {
  const result = await signIn(claims, stranger, newRequester());
  if (result.outcome !== 'registered') throw new Error(`The outcome was ${result.outcome}.`);
  return { claims, ...result };
}

const countUsers = ({ canonical }: Address) => db().$count(users, eq(users.canonical, canonical));
const countIdentities = () => db().$count(identities);

describe('an identity that no one has', () => {
  test('registers whom the provider vouches for: signed in, without a password', async () => {
    const { claims, userId, sessionId, name } = await register();
    expect(await testing.read({ id: userId })).toMatchObject({
      email: claims.address?.typed,
      name: 'Ada Lovelace',
      passwordHash: null,
    });
    expect(await sessions.find(sessionId)).toMatchObject({ userId, needsFactor: false });
    expect(name).toBe('Ada Lovelace');
    expect(await testing.eventsOf({ id: userId })).toEqual(['account.confirmed', 'identity.added']);
  });

  test('ends the registrations of its address that wait for their confirmation', async () => {
    const address = newAddress();
    await registrations.request(newApplicant({ address }), randomUUID(), newRequester());
    await register(newClaims({ address }));
    const waiting = eq(registrationRows.canonical, address.canonical);
    expect(await db().$count(registrationRows, waiting)).toBe(0);
  });

  test('takes the name from the address when the provider gives none that can be shown', async () => {
    const { claims, name } = await register(newClaims({ name: '\u202e\n' }));
    expect(name).toBe(claims.address?.typed.split('@')[0]);
  });

  test('makes one account of twenty requests at once', async () => {
    const claims = newClaims();
    const all = await Promise.all(Array.from({ length: 20 }, () => signIn(claims, stranger, newRequester())));
    expect(all.map(({ outcome }) => outcome).sort()).toEqual([
      'registered',
      ...Array.from({ length: 19 }, () => 'signed-in'),
    ]);
    expect(new Set(all.map((one) => 'userId' in one && one.userId)).size).toBe(1);
  });

  test('makes one account of requests at once that give it different addresses', async () => {
    const claims = newClaims();
    const all = [claims, { ...claims, address: newAddress() }, { ...claims, address: newAddress() }];
    const results = await Promise.all(all.map((one) => signIn(one, stranger, newRequester())));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['registered', 'signed-in', 'signed-in']);
  });

  test('counts as a registration of its network', async () => {
    const requester = newRequester();
    await testing.exhaust({ policy: 'register/network', subject: requester.network });
    expect(await signIn(newClaims(), stranger, requester)).toMatchObject({ outcome: 'limited' });
  });
});

describe('an address is no proof: nothing is connected', () => {
  beforeEach(() => db().delete(identities));

  test('when an account has it', async () => {
    const { address } = await createUser(newPassword());
    expect(await signIn(newClaims({ address }), stranger, newRequester())).toEqual({ outcome: 'link-needed' });
    expect(await countIdentities()).toBe(0);
  });

  test('when it is the address of a deleted account, which its owner can bring back', async () => {
    const { id, address } = await createUser();
    await db().update(users).set({ status: 'deleted', deletedAt: new Date() }).where(eq(users.id, id));
    expect(await signIn(newClaims({ address }), stranger, newRequester())).toEqual({ outcome: 'link-needed' });
  });

  test('when the provider gives the address to someone else one day', async () => {
    const { claims } = await register();
    const other = { ...claims, subject: randomUUID() };
    expect(await signIn(other, stranger, newRequester())).toEqual({ outcome: 'link-needed' });
    expect(await countIdentities()).toBe(1);
  });

  test('when another issuer names the same subject', async () => {
    const { claims } = await register();
    const other = { ...claims, issuer: 'https://evil.example.test' };
    expect(await signIn(other, stranger, newRequester())).toEqual({ outcome: 'link-needed' });
  });

  test('when someone is signed in: it waits to be connected', async () => {
    const { id: userId } = await createUser();
    const asked: Asked = { for: 'sign-in', userId };
    expect(await signIn(newClaims(), asked, newRequester())).toEqual({ outcome: 'link-needed' });
    expect(await signIn(newClaims({ isVerified: false }), asked, newRequester())).toEqual({ outcome: 'link-needed' });
  });
});

test('an address that the provider has not verified tells nothing of an account, and makes none', async () => {
  const { address: taken } = await createUser(newPassword());
  const free = newAddress();
  for (const address of [taken, free, null]) {
    const claims = newClaims({ address, isVerified: false });
    expect(await signIn(claims, stranger, newRequester())).toEqual({ outcome: 'unverified' });
  }
  const claims = newClaims({ address: null });
  expect(await signIn(claims, stranger, newRequester())).toEqual({ outcome: 'unverified' });
  expect(await countUsers(free)).toBe(0);
});

describe('a known identity', () => {
  test('signs in to its account, whatever address the provider says by now', async () => {
    const { claims, userId } = await register();
    const { address } = await createUser();
    for (const changed of [claims, { ...claims, address }, { ...claims, address: null, isVerified: false }])
      expect(await signIn(changed, stranger, newRequester())).toMatchObject({ outcome: 'signed-in', userId });
  });

  test('ends the session that its browser had', async () => {
    const { claims, sessionId } = await register();
    await signIn(claims, stranger, { ...newRequester(), sessionId });
    expect(await sessions.find(sessionId)).toBeNull();
  });

  test.each(['locked', 'disabled', 'deleted'] as const)('is refused when its account is %s', async (status) => {
    const { claims, userId } = await register();
    await db().update(users).set({ status }).where(eq(users.id, userId));
    expect(await signIn(claims, stranger, newRequester())).toEqual({ outcome: 'refused' });
    expect(await testing.eventsOf({ id: userId })).toContain('session.refused');
  });

  test('does not replace the second factor', async () => {
    const { claims, userId } = await register();
    const code = await testing.enrolApp({ id: userId });
    const before = await sessions.list(userId);
    const first = await signIn(claims, stranger, newRequester());
    expect(first).toMatchObject({ outcome: 'second-factor', userId });
    expect(await sessions.list(userId)).toEqual(before);
    const step = first.outcome === 'second-factor' ? await secondSteps.begin(first) : '';
    expect(await secondSteps.finish(step, code(), newRequester())).toMatchObject({ outcome: 'signed-in', userId });
  });

  test('does not sign in to another account than the one that asked to connect it, or to be signed in to again', async () => {
    const { claims, userId } = await register();
    const { id: other } = await createUser();
    for (const what of ['connect', 'again'] as const) {
      expect(await signIn(claims, { for: what, userId: other }, newRequester())).toEqual({ outcome: 'other-account' });
      expect(await signIn(claims, { for: what, userId }, newRequester())).toMatchObject({ outcome: 'signed-in' });
    }
    const asked: Asked = { for: 'again', userId: other };
    expect(await signIn(newClaims(), asked, newRequester())).toEqual({ outcome: 'other-account' });
    expect(await sessions.list(other)).toEqual([]);
  });

  test('is limited for its network, and takes its attempt back when it succeeds', async () => {
    const { claims, userId } = await register();
    const requester = newRequester();
    const attempt = { policy: 'sign-in/network', subject: requester.network } as const;
    await testing.exhaust(attempt, 49);
    for (let times = 0; times < 3; times += 1)
      expect(await signIn(claims, stranger, requester)).toMatchObject({ outcome: 'signed-in' });
    // Nor does an owner count against the network who has yet to give the second factor.
    await testing.enrolApp({ id: userId });
    for (let times = 0; times < 3; times += 1)
      expect(await signIn(claims, stranger, requester)).toMatchObject({ outcome: 'second-factor' });
    await testing.exhaust(attempt);
    expect(await signIn(claims, stranger, requester)).toMatchObject({ outcome: 'limited' });
  });

  test('stays out while an operator has its account disabled, and is back when it is enabled', async () => {
    const { claims, userId } = await register();
    if (!claims.address) throw new Error('There is no address.');
    await support.disable(claims.address);
    expect((await signIn(claims, stranger, newRequester())).outcome).toBe('refused');
    await support.enable(claims.address);
    expect(await signIn(claims, stranger, newRequester())).toMatchObject({ outcome: 'signed-in', userId });
    const isIt = and(eq(identities.userId, userId), eq(identities.subject, claims.subject));
    const [row] = await db().select().from(identities).where(isIt);
    expect(row?.lastUsedAt?.getTime()).toBeGreaterThan(row?.createdAt.getTime() ?? 0);
    expect(await support.find(claims.address)).toMatchObject({ ways: { identities: 1 }, user: { password: 'none' } });
  });
});
