import { Readable } from 'node:stream';
import { and, desc, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { disavowals, outboxEmails, users } from '@/db/schema';
import * as auditTrail from '@/lib/audit-trail';
import type { Address } from '@/lib/fields';
import { sweep } from '@/lib/operations/retention';
import * as reports from '@/lib/recovery/disavowals';
import * as recovery from '@/lib/recovery/resets';
import {
  createUser,
  mailLink,
  newAddress,
  newApplicant,
  newPassword,
  newRequester,
  read,
  requestReset,
  take,
} from '@/lib/testing';
import * as resetLinks from '../recovery/reset-links';
import * as addresses from './address-changes';
import * as deletion from './deletion';
import { importUsers } from './import';
import * as registrations from './registrations';
import * as sessions from './sessions';
import * as support from './support';

/** A user who has just deleted the account. */
async function createDeleted() {
  const secret = newPassword();
  const user = await createUser(secret);
  expect(await deletion.begin(user.id, secret, newRequester())).toEqual({ outcome: 'deleted' });
  return { ...user, secret };
}

/** The link of the newest notice of a deletion to an address. */
async function noticeTo({ canonical }: Pick<Address, 'canonical'>): Promise<string> {
  const ofDeletion = and(eq(outboxEmails.canonical, canonical), eq(outboxEmails.kind, 'account-deleted'));
  const [row] = await db().select().from(outboxEmails).where(ofDeletion).orderBy(desc(outboxEmails.createdAt));
  const notice = row && (await reports.issue({ ...row, ageHours: 0, leaseEndsAtMs: 0 }));
  return notice?.url.split('/').at(-1) ?? '';
}

/** Makes a deletion and everything about it this much older. */
async function age({ id }: { id: string }, interval: string): Promise<void> {
  const earlier = (column: string) => sql.raw(`${column} - interval '${interval}'`);
  await db()
    .update(users)
    .set({ deletedAt: earlier('deleted_at') })
    .where(eq(users.id, id));
  await db()
    .update(disavowals)
    .set({ issuedAt: earlier('issued_at'), expiresAt: earlier('expires_at') })
    .where(eq(disavowals.userId, id));
}

const signIn = async (to: Address, secret: ReturnType<typeof newPassword>) =>
  (await sessions.signIn(to, secret, newRequester())).outcome;

/** Registers an address. @returns what the worker would email */
async function register(to: Address, secret = newPassword()) {
  const requestId = crypto.randomUUID();
  const applicant = newApplicant({ address: to, password: secret });
  expect(await registrations.request(applicant, requestId, newRequester())).toMatchObject({ outcome: 'accepted' });
  return registrations.issue(await take(requestId));
}

describe('a deleted account', () => {
  test('is closed at once: no session, no sign-in, no link, old or new', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    const { link } = await mailLink(user.address);
    const signedIn = await sessions.signIn(user.address, secret, newRequester());
    await deletion.begin(user.id, secret, newRequester());
    expect(signedIn.outcome === 'signed-in' && (await sessions.find(signedIn.sessionId))).toBeNull();
    expect(await signIn(user.address, secret)).toBe('refused');
    expect(await recovery.open(link, newRequester())).toEqual({ state: 'invalid' });
    expect(await resetLinks.issue(await requestReset(user.address))).toMatchObject({ to: null, userId: null });
  });

  test('needs the current password, and not one that was replaced meanwhile', async () => {
    const secret = newPassword();
    const user = await createUser(secret);
    expect(await deletion.begin(user.id, newPassword(), newRequester())).toEqual({ outcome: 'wrong-current' });
    const { link, id } = await mailLink(user.address);
    await Promise.all([
      recovery.complete(link, id, newPassword(), newRequester()),
      deletion.begin(user.id, secret, newRequester()),
    ]);
    expect(['active', 'deleted']).toContain((await read(user))?.status);
    expect(await deletion.begin(user.id, secret, newRequester())).toEqual({ outcome: 'wrong-current' });
  });

  test('is back, locked, after "this was not me", and the fresh link unlocks it', async () => {
    const user = await createDeleted();
    const notice = await noticeTo(user.address);
    expect(await reports.find(notice)).toEqual({ state: 'open', kind: 'deletion' });
    expect(await reports.reportNotMe(notice, newAddress(), newRequester())).toEqual({ outcome: 'refused' });
    const locked = await reports.reportNotMe(notice, user.address, newRequester());
    expect(locked).toMatchObject({ outcome: 'locked', email: user.email });
    expect(await read(user)).toMatchObject({ status: 'locked', deletedAt: null });
    expect(await signIn(user.address, user.secret)).toBe('refused');
    const { link, id } = await mailLink(user.address);
    const next = newPassword();
    expect(await recovery.complete(link, id, next, newRequester())).toMatchObject({ outcome: 'completed' });
    expect(await signIn(user.address, next)).toBe('signed-in');
    expect(await reports.find(notice)).toEqual({ state: 'used' });
  });

  test('tells the previous address too, whose owner can have the account and the address back until the end', async () => {
    const secret = newPassword();
    const [user, thief] = [await createUser(secret), newAddress()];
    const requestId = crypto.randomUUID();
    await addresses.requestChange(user.id, thief, secret, requestId, newRequester());
    const issued = await addresses.issue(await take(requestId));
    const link = issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '';
    const changed = await addresses.confirmChange(link, { signedIn: user.id }, newRequester());
    expect(changed.outcome).toBe('changed');
    await age(user, '6 days');
    await deletion.begin(user.id, secret, newRequester());
    await age(user, '6.9 days');
    await sweep();
    const notice = await noticeTo(user.address);
    expect(await reports.reportNotMe(notice, user.address, newRequester())).toMatchObject({ outcome: 'locked' });
    expect(await read(user)).toMatchObject({ status: 'locked', canonical: user.canonical });
    expect(await reports.find(await noticeTo(thief))).toEqual({ state: 'invalid' });
  });

  test('keeps its address: a registration is answered as always, and its email can bring the account back', async () => {
    const user = await createDeleted();
    const issued = await register(user.address);
    expect(issued).toMatchObject({ outcome: 'taken', to: user.email, undo: { url: expect.any(String) } });
    const undo = issued.outcome === 'taken' ? (issued.undo?.url.split('/').at(-1) ?? '') : '';
    expect(await reports.reportNotMe(undo, user.address, newRequester())).toMatchObject({ outcome: 'locked' });
  });

  test('is what operators see, and none of their commands touches it', async () => {
    const { address } = await createDeleted();
    expect(await support.find(address)).toMatchObject({ user: { status: 'deleted', deletedAt: expect.any(Date) } });
    const done = [await support.sendReset(address), await support.disable(address), await support.enable(address)];
    expect(done).toEqual(done.map(() => ({ outcome: 'deleted' })));
    const reasons: string[] = [];
    const file = Readable.from([`name,email,passwordHash\nAda,${address.typed},\n`]);
    const listener = { refused: ({ reason }: { reason: string }) => reasons.push(reason) };
    expect(await importUsers(file, listener)).toMatchObject({ imported: 0, refused: 1 });
    expect(reasons).toEqual(['the account with this address is being deleted']);
  });
});

describe('after seven days', () => {
  test('the account is erased, and its address is free', async () => {
    const user = await createDeleted();
    await age(user, '6.99 days');
    await sweep();
    expect(await read(user)).toMatchObject({ status: 'deleted' });
    const notice = await noticeTo(user.address);
    await age(user, '0.01 days');
    await sweep();
    expect(await read(user)).toBeUndefined();
    expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, user.canonical))).toBe(0);
    expect(await reports.reportNotMe(notice, user.address, newRequester())).toEqual({ outcome: 'dead' });
    expect(await register(user.address)).toMatchObject({ outcome: 'free' });
  });

  test('its next owner sees nothing that happened to it', async () => {
    const user = await createDeleted();
    for (let i = 0; i < 3; i += 1) await signIn(user.address, newPassword());
    await age(user, '7 days');
    await sweep();
    const secret = newPassword();
    const issued = await register(user.address, secret);
    const link = issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '';
    const next = await registrations.confirm(link, secret, newRequester());
    const id = next.outcome === 'confirmed' ? next.userId : '';
    expect((await auditTrail.list(id)).events).toMatchObject([{ name: 'account.confirmed' }]);
    expect(await auditTrail.listCounts(id)).toEqual([]);
  });

  test('is when the link that brings it back ends', async () => {
    const user = await createDeleted();
    const [row] = await db()
      .select({ isSame: sql<boolean>`${disavowals.expiresAt} = ${users.deletedAt} + interval '7 days'` })
      .from(disavowals)
      .innerJoin(users, eq(users.id, disavowals.userId))
      .where(eq(users.id, user.id));
    expect(row?.isSame).toBe(true);
  });
});
