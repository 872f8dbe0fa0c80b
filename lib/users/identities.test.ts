import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import {
  backupAddresses,
  disavowals,
  outboxEmails,
  passkeys,
  identities as rows,
  sessions as sessionRows,
  users,
} from '@/db/schema';
import * as passkeysOf from '@/lib/factors/passkeys';
import { createCodes } from '@/lib/factors/recovery-codes';
import { type Address, address, type Password } from '@/lib/fields';
import * as disavowal from '@/lib/recovery/disavowals';
import type { Requester } from '@/lib/requester';
import * as testing from '@/lib/testing';
import { createUser, newAddress, newPassword, newRequester } from '@/lib/testing';
import * as account from './account';
import * as addresses from './address-changes';
import { findProof } from './credentials';
import * as deletion from './deletion';
import * as identities from './identities';
import { signIn } from './identity-sign-ins';
import type { Claims } from './known-identities';
import * as known from './known-identities';
import * as reviews from './reviews';
import * as security from './security';
import * as sessions from './sessions';

beforeAll(() => {
  const provider = { ISSUER: 'https://id.example.test', ID: 'client', SECRET: 'a secret', NAME: 'Example' };
  for (const [name, value] of Object.entries(provider)) process.env[`AUTH_OIDC_${name}`] = value;
});

type Owner = { id: string; address: Address; here: Requester };

function newClaims(changes: Partial<Claims> = {}): Claims {
  const issuer = 'https://id.example.test';
  const one = { provider: 'oidc', issuer, subject: randomUUID(), name: 'Ada Lovelace' };
  return { ...one, address: newAddress(), isVerified: true, ...changes };
}

async function session(userId: string, minutes = 0): Promise<Requester> {
  const createdAt = sql`now() - make_interval(mins => ${minutes})`;
  const values = { userId, network: '', device: '', createdAt, authenticatedAt: createdAt };
  const [row] = await db().insert(sessionRows).values(values).returning({ id: sessionRows.id });
  return { ...newRequester(), sessionId: row?.id ?? '' };
}

/** A user who has registered with a provider, and is signed in for so many minutes. */
async function newOwner(minutes = 0): Promise<Owner & { claims: Claims }> {
  const claims = newClaims();
  const registered = await signIn(claims, { for: 'sign-in', userId: null }, newRequester());
  if (registered.outcome !== 'registered' || !claims.address) throw new Error('Not registered.');
  const { userId: id } = registered;
  return { id, address: claims.address, claims, here: await session(id, minutes) };
}

/** Connects what waited in this browser before the session began, for the user who was signed in then. */
const connect = (userId: string, claims: Claims, password: Password | null, here: Requester) =>
  identities.connect(userId, { ...claims, heldAt: 0, heldFor: userId }, password, here);

const idOf = async ({ id }: { id: string }) => (await known.list(id))[0]?.id ?? '';
const noticesTo = async ({ canonical }: Address) => {
  const isIt = eq(outboxEmails.canonical, canonical);
  return (await db().select().from(outboxEmails).where(isIt)).map(({ detail }) => detail);
};

describe('connecting', () => {
  test('ties an identity to the account, tells its address, and ends the other sessions', async () => {
    const user = await createUser(newPassword());
    const [other, here, claims] = [await session(user.id), await session(user.id), newClaims()];
    expect(await connect(user.id, claims, null, here)).toEqual({ outcome: 'connected', sessionsEnded: 1 });
    expect(await sessions.find(other.sessionId ?? '')).toBeNull();
    expect(await noticesTo(user.address)).toEqual([
      { identity: 'added', provider: 'Example', account: claims.address?.typed },
    ]);
    expect(await testing.eventsOf(user)).toContain('identity.added');
    const asked = { for: 'sign-in', userId: null } as const;
    expect(await signIn(claims, asked, newRequester())).toMatchObject({ outcome: 'signed-in', userId: user.id });
  });

  test('needs the password in a session of more than ten minutes', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const here = await session(user.id, 11);
    const attempt = (password: typeof secret | null) => connect(user.id, newClaims(), password, here);
    expect(await attempt(null)).toEqual({ outcome: 'wrong-current' });
    expect(await attempt(newPassword())).toEqual({ outcome: 'wrong-current' });
    expect(await attempt(secret)).toMatchObject({ outcome: 'connected' });
  });

  test('needs the password when the session began before it waited: a stolen session leaves nothing behind', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const here = await session(user.id, 5);
    const held = { ...newClaims({ address: user.address }), heldAt: Date.now() - 4 * 60_000, heldFor: user.id };
    expect(await identities.isSignInEnough(user.id, here.sessionId ?? null, held)).toBe(false);
    expect(await identities.connect(user.id, held, null, here)).toEqual({ outcome: 'wrong-current' });
    expect(await identities.connect(user.id, held, secret, here)).toMatchObject({ outcome: 'connected' });
  });

  test('needs the password when someone else may have left it in the browser', async () => {
    const user = await createUser(newPassword());
    const here = await session(user.id);
    const isEnough = (changes: Partial<Claims>, heldFor: string | null = null) =>
      identities.isSignInEnough(user.id, here.sessionId ?? null, { ...newClaims(changes), heldAt: 0, heldFor });
    const own = { address: user.address };
    expect(await isEnough(own)).toBe(true);
    expect(await isEnough({ ...own, isVerified: false })).toBe(false);
    expect(await isEnough({ address: null })).toBe(false);
    expect(await isEnough({})).toBe(false);
    expect(await isEnough({ address: (await createUser()).address })).toBe(false);
    expect(await isEnough({}, user.id)).toBe(true);
    expect(await isEnough(own, (await createUser()).id)).toBe(false);
    const backup = newAddress();
    const { typed: email, canonical } = backup;
    const at = new Date();
    const values = { userId: user.id, email, canonical, credentialVersion: 0, expiresAt: at, confirmedAt: at };
    await db().insert(backupAddresses).values(values);
    expect(await isEnough({ address: backup })).toBe(true);
  });

  test('needs a new sign-in in an old session of a user without a password', async () => {
    const { id, here } = await newOwner(11);
    expect(await connect(id, newClaims(), null, here)).toEqual({ outcome: 'sign-in-needed' });
    expect(await connect(id, newClaims(), newPassword(), here)).toEqual({ outcome: 'sign-in-needed' });
  });

  test('needs the second factor where there is one, and a session of this account', async () => {
    const user = await createUser(newPassword());
    const here = await session(user.id);
    const { here: elsewhere } = await newOwner();
    expect((await connect(user.id, newClaims(), null, elsewhere)).outcome).toBe('wrong-current');
    expect((await connect(user.id, newClaims(), null, newRequester())).outcome).toBe('wrong-current');
    await testing.enrolApp(user);
    expect(await connect(user.id, newClaims(), null, here)).toEqual({ outcome: 'factor-needed' });
  });

  test('takes an identity from no one', async () => {
    const { claims, id, here } = await newOwner();
    const user = await createUser(newPassword());
    expect(await connect(user.id, claims, null, await session(user.id))).toEqual({ outcome: 'taken' });
    expect(await connect(id, claims, null, here)).toEqual({ outcome: 'exists' });
  });

  test('gives an identity to one of two accounts that want it at once', async () => {
    const [one, other] = [await createUser(newPassword()), await createUser(newPassword())];
    const claims = newClaims();
    const connections = [one, other].map(async (user) => connect(user.id, claims, null, await session(user.id)));
    const outcomes = (await Promise.all(connections)).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['connected', 'taken']);
  });
});

describe('disconnecting', () => {
  test('unties it, tells the address of the account, and ends the other sessions', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const [here, claims] = [await session(user.id), newClaims()];
    await connect(user.id, claims, null, here);
    const id = await idOf(user);
    expect(await identities.disconnect(user.id, id, null, here)).toEqual({ outcome: 'wrong-current' });
    await session(user.id);
    expect(await identities.disconnect(user.id, id, secret, here)).toEqual({
      outcome: 'disconnected',
      sessionsEnded: 1,
    });
    expect(await identities.disconnect(user.id, id, secret, here)).toEqual({ outcome: 'gone' });
    expect((await noticesTo(user.address)).at(-1)).toMatchObject({ identity: 'removed', provider: 'Example' });
    const asked = { for: 'sign-in', userId: null } as const;
    expect((await signIn({ ...claims, address: user.address }, asked, newRequester())).outcome).toBe('link-needed');
  });

  test('is refused for the last way in, and not when a passkey, a password or another identity is left', async () => {
    const lone = await newOwner();
    const disconnect = async ({ id, here }: Owner) => identities.disconnect(id, await idOf({ id }), null, here);
    expect(await disconnect(lone)).toEqual({ outcome: 'last-way' });
    const withTwo = await newOwner();
    await connect(withTwo.id, newClaims(), null, withTwo.here);
    expect(await disconnect(withTwo)).toMatchObject({ outcome: 'disconnected' });
    expect(await disconnect(withTwo)).toEqual({ outcome: 'last-way' });
    // Of a provider whose settings are gone.
    await db().insert(rows).values({ userId: lone.id, provider: 'github', issuer: '', subject: lone.id, email: '' });
    const [, own = { id: '' }] = await known.list(lone.id);
    expect(await identities.disconnect(lone.id, own.id, null, lone.here)).toEqual({ outcome: 'last-way' });
    // Of the issuer that the settings named before.
    const old = { provider: 'oidc', issuer: 'https://old.example.test', subject: lone.id, email: '' };
    await db()
      .insert(rows)
      .values({ userId: lone.id, ...old });
    expect(await identities.disconnect(lone.id, own.id, null, lone.here)).toEqual({ outcome: 'last-way' });
    const key = { credentialId: lone.id, publicKey: '', counter: 0, transports: [], isBackedUp: true, name: 'phone' };
    await db()
      .insert(passkeys)
      .values({ userId: lone.id, ...key });
    expect((await disconnect({ ...lone, here: await session(lone.id) })).outcome).toBe('factor-needed');
    await db().update(passkeys).set({ removedAt: new Date() }).where(eq(passkeys.userId, lone.id));
    const changed = await account.changePassword(lone.id, null, newPassword(), lone.here);
    expect(changed.outcome).toBe('changed');
  });

  test('the last passkey stays too, where neither a password nor an identity that works is left', async () => {
    const { id, here } = await newOwner();
    const key = { credentialId: id, publicKey: '', counter: 0, transports: [], isBackedUp: true, name: 'phone' };
    await security.addFactor(id, { kind: 'passkey', passkey: key }, createCodes(), here);
    const [{ id: keyId } = { id: '' }] = await passkeysOf.list(id);
    const remove = () => security.removeFactor(id, { kind: 'passkey', id: keyId }, null, here);
    const moveTo = (issuer: string) => db().update(rows).set({ issuer }).where(eq(rows.userId, id));
    await moveTo('https://old.example.test');
    expect(await remove()).toEqual({ outcome: 'last-way' });
    await moveTo('https://id.example.test/');
    expect(await remove()).toMatchObject({ outcome: 'removed', isLast: true });
  });

  test('never touches the identity of someone else', async () => {
    const [{ id, here }, other] = [await newOwner(), await newOwner()];
    await connect(id, newClaims(), null, here);
    expect(await identities.disconnect(id, await idOf(other), null, here)).toEqual({ outcome: 'gone' });
    expect(await known.list(other.id)).toHaveLength(1);
  });
});

describe('a user without a password', () => {
  test('changes the account after a new sign-in, and not in a session of more than ten minutes', async () => {
    const [fresh, old] = [await newOwner(9), await newOwner(11)];
    const proofs = [fresh, old].map(({ id, here }) => findProof(id, here.sessionId ?? ''));
    expect(await Promise.all(proofs)).toEqual(['nothing', 'sign-in']);
    const proofAfter = async (authenticationAge: number | null) => {
      const claims = newClaims();
      const first = await signIn(claims, { for: 'sign-in', userId: null }, newRequester());
      const again = await signIn(claims, { for: 'sign-in', userId: null }, newRequester(), { authenticationAge });
      if (first.outcome !== 'registered' || again.outcome !== 'signed-in') throw new Error('Not signed in.');
      return findProof(again.userId, again.sessionId);
    };
    expect(await Promise.all([null, 11 * 60, 9 * 60].map(proofAfter))).toEqual(['sign-in', 'sign-in', 'nothing']);
    const change = ({ id, here }: Owner, password: ReturnType<typeof newPassword> | null) =>
      addresses.requestChange(id, newAddress(), password, randomUUID(), here);
    expect(await change(old, null)).toEqual({ outcome: 'sign-in-needed' });
    expect(await change(old, newPassword())).toEqual({ outcome: 'sign-in-needed' });
    expect(await change(fresh, null)).toEqual({ outcome: 'accepted' });
    expect(await deletion.begin(old.id, null, old.here)).toEqual({ outcome: 'sign-in-needed' });
    expect(await deletion.begin(fresh.id, null, fresh.here)).toEqual({ outcome: 'deleted' });
    expect(await deletion.begin(fresh.id, null, newRequester())).toEqual({ outcome: 'sign-in-needed' });
  });

  test('sets the first password, which is asked for from then on', async () => {
    const [{ id, here }, secret] = [await newOwner(), newPassword()];
    const set = await account.changePassword(id, null, secret, here);
    const sessionId = set.outcome === 'changed' ? set.sessionId : '';
    expect(await findProof(id, sessionId)).toBe('password');
    const there = { ...newRequester(), sessionId };
    expect(await deletion.begin(id, null, there)).toEqual({ outcome: 'wrong-current' });
    expect(await deletion.begin(id, secret, there)).toEqual({ outcome: 'deleted' });
  });
});

describe('“this was not me”', () => {
  /** Reports the newest notice to the user's address. */
  async function report(owner: { id: string; address: Address }): Promise<void> {
    const [newest] = await db()
      .select()
      .from(disavowals)
      .where(eq(disavowals.userId, owner.id))
      .orderBy(desc(disavowals.issuedAt));
    const [email] = await db()
      .select()
      .from(outboxEmails)
      .where(eq(outboxEmails.reference, newest?.id ?? ''));
    const issued = email && (await disavowal.issue({ ...email, ageHours: 0, leaseEndsAtMs: 0 }));
    const link = issued?.url.slice(issued.url.lastIndexOf('/') + 1) ?? '';
    expect((await disavowal.reportNotMe(link, owner.address, newRequester())).outcome).toBe('locked');
  }

  test('disconnects an identity that was connected, and locks the account', async () => {
    const user = await createUser(newPassword());
    const claims = newClaims();
    await connect(user.id, claims, null, await session(user.id));
    await report(user);
    expect(await known.list(user.id)).toEqual([]);
    expect(await known.find(claims)).toBeNull();
    expect((await testing.read(user))?.status).toBe('locked');
  });

  test('brings back an identity that was disconnected, unless it is someone else’s by now', async () => {
    for (const isTaken of [false, true]) {
      const owner = await newOwner();
      await connect(owner.id, newClaims(), null, owner.here);
      const own = (await known.list(owner.id)).at(-1)?.id ?? '';
      expect(await identities.disconnect(owner.id, own, null, owner.here)).toMatchObject({ outcome: 'disconnected' });
      const other = await createUser(newPassword());
      if (isTaken) await connect(other.id, owner.claims, null, await session(other.id));
      await report(owner);
      expect((await known.find(owner.claims))?.userId).toBe(isTaken ? other.id : owner.id);
    }
  });
});

test('an owner who has come back looks through the identities, which may be a thief’s', async () => {
  const { id, claims } = await newOwner();
  await db().update(users).set({ recoveredAt: new Date() }).where(eq(users.id, id));
  const review = await reviews.find(id);
  expect(review.identities).toMatchObject([{ provider: 'oidc', email: claims.address?.typed }]);
  expect(reviews.hasAnything(review)).toBe(true);
});

test('an account that is erased takes its identities along', async () => {
  const { id, claims } = await newOwner();
  await db().delete(users).where(eq(users.id, id));
  expect(await known.find(claims)).toBeNull();
  expect(address.safeParse(claims.address?.typed).success).toBe(true);
});
