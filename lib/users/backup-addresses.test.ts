import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { authenticators, backupAddresses, disavowals, sessions as sessionRows } from '@/db/schema';
import type { Address } from '@/lib/fields';
import { createUser, eventsOf, newAddress, newApplicant, newPassword, newRequester, read, take } from '@/lib/testing';
import * as addresses from './address-changes';
import * as backups from './backup-addresses';
import * as registrations from './registrations';
import * as sessions from './sessions';

type Owner = Awaited<ReturnType<typeof createOwner>>;

async function createOwner() {
  const secret = newPassword();
  return { ...(await createUser(secret)), secret };
}

/** Requests a backup address. @returns what the worker writes to it */
async function request(owner: Owner, address: Address) {
  const requestId = randomUUID();
  const asked = await backups.request(owner.id, address, owner.secret, requestId, newRequester());
  return { asked, write: async () => backups.issue(await take(requestId)) };
}

async function mailBackupLink(owner: Owner, address: Address): Promise<string> {
  const issued = await (await request(owner, address)).write();
  if (issued.outcome !== 'free') throw new Error(issued.outcome);
  return issued.url.slice(issued.url.lastIndexOf('/') + 1);
}

const confirm = (link: string, { secret }: Owner) => backups.confirm(link, { password: secret }, newRequester());

async function addBackup(owner: Owner, address = newAddress()): Promise<Address> {
  expect(await confirm(await mailBackupLink(owner, address), owner)).toEqual({ outcome: 'added' });
  return address;
}

const inPast = (age: string) => sql.raw(`now() - interval '${age}'`);
describe('a backup address', () => {
  test('is none until its own mailbox has confirmed it, and signs no one in then', async () => {
    const owner = await createOwner();
    const address = newAddress();
    const link = await mailBackupLink(owner, address);
    expect(await backups.findOf(owner.id)).toMatchObject({ email: address.typed, isConfirmed: false });
    const before = await read(owner);
    expect(await backups.confirm(link, { password: newPassword() }, newRequester())).toEqual({
      outcome: 'wrong-password',
    });
    expect(await confirm(link, owner)).toEqual({ outcome: 'added' });
    expect(await backups.findOf(owner.id)).toMatchObject({ email: address.typed, isConfirmed: true, isUsable: false });
    expect(await backups.find(link)).toEqual({ state: 'used' });
    expect(await read(owner)).toEqual(before);
    expect(await db().$count(sessionRows, eq(sessionRows.userId, owner.id))).toBe(0);
    expect(await sessions.signIn(address, owner.secret, newRequester())).toEqual({ outcome: 'refused' });
    expect(await eventsOf(owner)).toEqual(expect.arrayContaining(['backup.requested', 'backup.added']));
  });

  test('is confirmed in a session of its account, and not in one of another', async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    const link = await mailBackupLink(owner, newAddress());
    expect(await backups.confirm(link, { signedIn: other.id }, newRequester())).toEqual({ outcome: 'wrong-password' });
    expect(await backups.confirm(link, { signedIn: owner.id }, newRequester())).toEqual({ outcome: 'added' });
  });

  test('needs the password and, where one is enrolled, the second factor', async () => {
    const owner = await createOwner();
    const ask = (secret = owner.secret) =>
      backups.request(owner.id, newAddress(), secret, randomUUID(), newRequester());
    expect(await ask(newPassword())).toEqual({ outcome: 'wrong-current' });
    await addBackup(owner);
    await db().insert(authenticators).values({ userId: owner.id, secret: '', keyId: '', lastStep: 0 });
    expect(await ask()).toEqual({ outcome: 'factor-needed' });
    expect(await backups.remove(owner.id, owner.secret, newRequester())).toEqual({ outcome: 'factor-needed' });
  });

  test('is not the address of the account itself, and there is one at a time', async () => {
    const owner = await createOwner();
    expect((await request(owner, owner.address)).asked).toEqual({ outcome: 'own' });
    await addBackup(owner);
    expect((await request(owner, newAddress())).asked).toEqual({ outcome: 'exists' });
  });

  test('that is requested again ends the link before; two links add one address', async () => {
    const owner = await createOwner();
    const [first, second] = [await mailBackupLink(owner, newAddress()), await mailBackupLink(owner, newAddress())];
    expect(await backups.find(first)).toEqual({ state: 'replaced' });
    expect(await confirm(first, owner)).toEqual({ outcome: 'dead' });
    expect(await confirm(second, owner)).toEqual({ outcome: 'added' });
    // Both at once: neither request had seen the other.
    const twice = await createOwner();
    const links = [await mailBackupLink(twice, newAddress()), await mailBackupLink(twice, newAddress())];
    await db().update(backupAddresses).set({ removedAt: null }).where(eq(backupAddresses.userId, twice.id));
    const outcomes = await Promise.all(links.map((link) => confirm(link, twice)));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['added', 'dead']);
  });

  test('is not confirmed by a link that is an hour old, nor after a change of the password or address', async () => {
    const owner = await createOwner();
    const late = await mailBackupLink(owner, newAddress());
    await db().update(backupAddresses).set({ expiresAt: sql`now()` }).where(eq(backupAddresses.userId, owner.id));
    expect(await confirm(late, owner)).toEqual({ outcome: 'dead' });
    expect(await backups.find(late)).toEqual({ state: 'expired' });
    const link = await mailBackupLink(owner, newAddress());
    await db().execute(sql`update users set credential_version = credential_version + 1 where id = ${owner.id}`);
    expect(await backups.find(link)).toEqual({ state: 'replaced' });
    expect(await confirm(link, owner)).toEqual({ outcome: 'dead' });
    expect(await backups.findOf(owner.id)).toBeNull();
  });

  test('twenty times at once is confirmed once', async () => {
    const owner = await createOwner();
    const link = await mailBackupLink(owner, newAddress());
    const confirm = () => backups.confirm(link, { signedIn: owner.id }, newRequester());
    const outcomes = (await Promise.all(Array.from({ length: 20 }, confirm))).map(({ outcome }) => outcome);
    expect(outcomes.filter((outcome) => outcome === 'added')).toHaveLength(1);
  });
});

describe('an address that is taken', () => {
  test('as the address of another account gets the email of a taken one, and the form the same answer', async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    const { asked, write } = await request(owner, other.address);
    expect(asked).toEqual({ outcome: 'accepted' });
    expect(await write()).toMatchObject({ outcome: 'taken', to: other.email, name: other.name, isBackup: false });
  });

  test('as a backup of another account can be registered by no one, and the email goes to it alone', async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    const address = await addBackup(owner);
    const taken = { outcome: 'taken', to: address.typed, name: owner.name, isBackup: true, undo: null };
    expect(await (await request(other, address)).write()).toEqual(taken);
    const requestId = randomUUID();
    await addresses.requestChange(other.id, address, other.secret, requestId, newRequester());
    expect(await addresses.issue(await take(requestId))).toEqual(taken);
    const registered = randomUUID();
    const applicant = newApplicant({ address });
    await registrations.request(applicant, registered, newRequester());
    expect(await registrations.issue(await take(registered))).toEqual(taken);
  });

  test('meanwhile is not confirmed', async () => {
    const [owner, other, third] = [await createOwner(), await createOwner(), await createOwner()];
    const address = newAddress();
    const link = await mailBackupLink(owner, address);
    const requestId = randomUUID();
    await addresses.requestChange(third.id, address, third.secret, requestId, newRequester());
    const changed = await addresses.issue(await take(requestId));
    const change = changed.outcome === 'free' ? (changed.url.split('/').at(-1) ?? '') : '';
    await addBackup(other, address);
    expect(await confirm(link, owner)).toEqual({ outcome: 'taken' });
    expect(await addresses.confirmChange(change, { signedIn: third.id }, newRequester())).toEqual({ outcome: 'taken' });
  });

  test('by two accounts at once has one of them, as an address or as a backup', async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    const address = newAddress();
    const link = await mailBackupLink(owner, address);
    const requestId = randomUUID();
    await addresses.requestChange(other.id, address, other.secret, requestId, newRequester());
    const changed = await addresses.issue(await take(requestId));
    const change = changed.outcome === 'free' ? (changed.url.split('/').at(-1) ?? '') : '';
    const outcomes = await Promise.all([
      backups.confirm(link, { signedIn: owner.id }, newRequester()),
      addresses.confirmChange(change, { signedIn: other.id }, newRequester()),
    ]);
    expect(outcomes.filter(({ outcome }) => outcome === 'taken')).toHaveLength(1);
  });

  test('stays so for the seven days in which its removal can be disavowed', async () => {
    const [owner, other] = [await createOwner(), await createOwner()];
    const address = await addBackup(owner);
    expect(await backups.remove(owner.id, owner.secret, newRequester())).toEqual({ outcome: 'removed' });
    const link = await mailBackupLink(other, address);
    expect(await confirm(link, other)).toEqual({ outcome: 'taken' });
    await db()
      .update(backupAddresses)
      .set({ removedAt: inPast('7 days') })
      .where(eq(backupAddresses.userId, owner.id));
    await db().update(disavowals).set({ expiresAt: sql`now()` }).where(eq(disavowals.userId, owner.id));
    expect(await confirm(link, other)).toEqual({ outcome: 'added' });
  });
});
