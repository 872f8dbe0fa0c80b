import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import {
  authenticators,
  backupAddresses,
  disavowals,
  outboxEmails,
  passkeys,
  recoveryCodes,
  recoveryWaits,
} from '@/db/schema';
import * as apps from '@/lib/factors/authenticators';
import * as codes from '@/lib/factors/recovery-codes';
import { type Address, address } from '@/lib/fields';
import { createUser, holdUserLock, mailLink, newAddress, newPassword, newRequester, read } from '@/lib/testing';
import * as notices from '@/lib/users/notices';
import * as security from '@/lib/users/security';
import * as sessions from '@/lib/users/sessions';
import { isUnavailable } from '@/lib/users/taken-addresses';
import * as reports from './disavowals';
import * as recovery from './resets';

type User = Awaited<ReturnType<typeof createUser>>;

const addApp = ({ id }: User) => transact((tx) => apps.add(tx, id, apps.createSecret(), 1));
const removeApps = ({ id: userId }: User) =>
  db().update(authenticators).set({ removedAt: sql`clock_timestamp()` }).where(eq(authenticators.userId, userId));

async function addPasskey({ id: userId }: User, name = 'phone') {
  const credentialId = randomBytes(16).toString('base64url');
  const key = { credentialId, publicKey: '', counter: 0, transports: [], isBackedUp: true };
  await db()
    .insert(passkeys)
    .values({ userId, name, ...key });
}

async function addBackup({ id: userId }: User, { days = 0 } = {}): Promise<Address> {
  const { typed: email, canonical } = newAddress();
  const confirmedAt = sql`clock_timestamp() - make_interval(days => ${days})`;
  const row = { userId, email, canonical, credentialVersion: 1, expiresAt: sql`now()`, confirmedAt };
  await db().insert(backupAddresses).values(row);
  return address.parse(email);
}

const removeBackup = ({ canonical }: Address) =>
  db()
    .update(backupAddresses)
    .set({ removedAt: sql`clock_timestamp()` })
    .where(eq(backupAddresses.canonical, canonical));

/** What leads into the account besides its password: the apps, passkeys' names, codes and backup addresses that count. */
async function waysOf({ id }: User) {
  const own = (table: typeof authenticators | typeof passkeys | typeof recoveryCodes | typeof backupAddresses) =>
    and(eq(table.userId, id), isNull(table.removedAt));
  return {
    apps: await db().$count(authenticators, own(authenticators)),
    passkeys: (await db().select().from(passkeys).where(own(passkeys))).map(({ name }) => name),
    codes: await db().$count(recoveryCodes, own(recoveryCodes)),
    backups: (await db().select().from(backupAddresses).where(own(backupAddresses))).map(({ canonical }) => canonical),
  };
}

/** Tells a change to the addresses of a user. @returns the link of the notice to one of them */
async function notify(user: User, to: { canonical: string } = user, also: Address[] = []): Promise<string> {
  const mailboxes = also.map(({ typed: email, canonical }) => ({ email, canonical }));
  const change = { factor: 'authenticator', change: 'removed' } as const;
  await transact((tx) => notices.notifyAll(tx, user, change, newRequester(), mailboxes));
  return linkTo(user, to);
}

/** The link of the newest notice to an address. */
async function linkTo({ id }: User, { canonical }: { canonical: string }): Promise<string> {
  const own = and(eq(disavowals.userId, id), eq(disavowals.canonical, canonical));
  const [row] = await db().select().from(disavowals).where(own).orderBy(desc(disavowals.issuedAt)).limit(1);
  const [notice] = await db()
    .select()
    .from(outboxEmails)
    .where(eq(outboxEmails.reference, row?.id ?? id));
  const issued = notice && (await reports.issue({ ...notice, ageHours: 0, leaseEndsAtMs: 0 }));
  return issued?.url.split('/').at(-1) ?? '';
}

const report = (link: string, from: Address) => reports.reportNotMe(link, from, newRequester());

const resetsTo = ({ canonical }: { canonical: string }) =>
  db().$count(outboxEmails, and(eq(outboxEmails.canonical, canonical), eq(outboxEmails.kind, 'reset')));

describe('"this was not me" in the notice of', () => {
  test('a removed app locks the account, and the app and its codes are back', async () => {
    const user = await createUser(newPassword());
    await addApp(user);
    await transact((tx) => codes.add(tx, user.id, codes.createCodes()));
    const before = await waysOf(user);
    const link = await notify(user);
    await removeApps(user);
    await transact((tx) => codes.removeAll(tx, user.id));
    expect(await reports.find(link)).toEqual({ state: 'open', kind: 'security' });
    expect(await report(link, user.address)).toEqual({ outcome: 'locked', email: user.email, earlier: 0 });
    expect(await waysOf(user)).toEqual(before);
    expect(await read(user)).toMatchObject({ status: 'locked' });
    expect(await resetsTo(user)).toBe(1);
  });

  test('an added app removes it, and what was enrolled before stays', async () => {
    const user = await createUser();
    await addPasskey(user, 'mine');
    const link = await notify(user);
    await addApp(user);
    await addPasskey(user, 'theirs');
    await report(link, user.address);
    expect(await waysOf(user)).toMatchObject({ apps: 0, passkeys: ['mine'] });
  });

  test('a replaced app and new codes brings back the app and the codes that were there', async () => {
    const user = await createUser();
    await addApp(user);
    const old = codes.createCodes();
    await transact((tx) => codes.add(tx, user.id, old));
    const [app] = await db().select().from(authenticators).where(eq(authenticators.userId, user.id));
    const link = await notify(user);
    await removeApps(user);
    await addApp(user);
    await transact((tx) => codes.replaceAll(tx, user.id, codes.createCodes()));
    await report(link, user.address);
    const own = and(eq(authenticators.userId, user.id), isNull(authenticators.removedAt));
    expect(await db().select({ id: authenticators.id }).from(authenticators).where(own)).toEqual([{ id: app?.id }]);
    const typed = old[0]?.replaceAll('-', '') ?? '';
    expect(await transact((tx) => codes.accept(tx, user.id, typed))).toMatchObject({ outcome: 'accepted' });
  });

  test('a used recovery code leaves it used', async () => {
    const user = await createUser();
    const [code = ''] = codes.createCodes(1);
    await transact((tx) => codes.add(tx, user.id, [code]));
    const link = await notify(user);
    const accept = () => transact((tx) => codes.accept(tx, user.id, code.replaceAll('-', '')));
    expect(await accept()).toMatchObject({ outcome: 'accepted' });
    await report(link, user.address);
    expect(await accept()).toEqual({ outcome: 'used' });
  });

  test('a new password removes the passkey that the thief added after it', async () => {
    const user = await createUser();
    const { link, id } = await mailLink(user.address);
    await recovery.complete(link, id, newPassword(), newRequester());
    const notice = await linkTo(user, user);
    await addPasskey(user, 'theirs');
    expect(await report(notice, user.address)).toMatchObject({ outcome: 'locked' });
    expect(await waysOf(user)).toMatchObject({ passkeys: [] });
  });
});

test('"this was not me" in any notice cancels an open waiting period', async () => {
  const user = await createUser();
  await addApp(user);
  const link = await notify(user);
  const endsAt = sql`now() + interval '72 hours'`;
  const [wait] = await db().insert(recoveryWaits).values({ userId: user.id, endsAt }).returning();
  await report(link, user.address);
  const [cancelled] = await db()
    .select()
    .from(recoveryWaits)
    .where(eq(recoveryWaits.id, wait?.id ?? ''));
  expect(cancelled).toMatchObject({ cancelledAt: expect.any(Date), finishedAt: null });
  expect(await waysOf(user)).toMatchObject({ apps: 1 });
});

describe('the notices of one change', () => {
  test('work from every mailbox of the account, and one of them is enough', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 8 });
    const own = await notify(user);
    const other = await linkTo(user, backup);
    expect(await report(other, user.address)).toEqual({ outcome: 'refused' });
    expect(await report(other, backup)).toMatchObject({ outcome: 'locked', email: backup.typed });
    expect(await reports.find(own)).toEqual({ state: 'used' });
    expect(await report(own, user.address)).toEqual({ outcome: 'dead' });
    expect([await resetsTo(user), await resetsTo(backup)]).toEqual([1, 1]);
  });

  test('lock the account once when both mailboxes press at the same time', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 8 });
    const links = [await notify(user), await linkTo(user, backup)] as const;
    const results: Promise<reports.NotMeResult>[] = [];
    await holdUserLock(user, 2, () => results.push(report(links[0], user.address), report(links[1], backup)));
    const outcomes = (await Promise.all(results)).map(({ outcome }) => outcome);
    expect(outcomes.sort()).toEqual(['dead', 'locked']);
    expect(await resetsTo(user)).toBe(1);
  });

  test('send no link to a backup address that is too new to recover the account', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 6 });
    await notify(user);
    expect(await report(await linkTo(user, backup), backup)).toMatchObject({ outcome: 'locked', email: null });
    expect([await resetsTo(user), await resetsTo(backup)]).toEqual([1, 0]);
  });
});

describe('a removed backup address', () => {
  test('comes back by the notice to another address, and no other account gets it meanwhile', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 8 });
    await removeBackup(backup);
    const link = await notify(user, user, [backup]);
    await db()
      .update(backupAddresses)
      .set({ removedAt: sql`clock_timestamp()` })
      .where(eq(backupAddresses.userId, user.id));
    const reserved = async () =>
      (await db().execute<{ is: boolean }>(sql`select ${isUnavailable(sql`${backup.canonical}`)} as is`))[0]?.is;
    expect(await reserved()).toBe(true);
    expect(await report(link, user.address)).toMatchObject({ outcome: 'locked', email: user.email });
    expect(await waysOf(user)).toMatchObject({ backups: [backup.canonical] });
  });

  test('cannot bring itself back, which a thief who reads it would do, but locks the account', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 8 });
    const earlier = await notify(user, backup);
    const removal = await notify(user, backup, [backup]);
    await removeBackup(backup);
    for (const link of [removal, earlier]) {
      expect(await report(link, backup)).toMatchObject({ outcome: 'locked', email: null });
      expect(await waysOf(user)).toMatchObject({ backups: [] });
    }
    expect([await resetsTo(user), await resetsTo(backup)]).toEqual([2, 0]);
  });

  test('stays out when it was too new to recover the account', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 6 });
    const link = await notify(user, backup, [backup]);
    await removeBackup(backup);
    expect(await report(link, backup)).toMatchObject({ outcome: 'locked', email: null });
    expect(await waysOf(user)).toMatchObject({ backups: [] });
  });

  test('stays out when another account has it by now', async () => {
    const user = await createUser();
    const backup = await addBackup(user, { days: 8 });
    const link = await notify(user);
    await removeBackup(backup);
    const other = await createUser();
    await db().execute(
      sql`update users set email = ${backup.typed}, canonical = ${backup.canonical} where id = ${other.id}`,
    );
    expect(await report(link, user.address)).toMatchObject({ outcome: 'locked' });
    expect(await waysOf(user)).toMatchObject({ backups: [] });
  });
});

test("the backup address that a thief added gets no working notice after the owner's", async () => {
  const user = await createUser();
  const own = await notify(user);
  const theirs = await addBackup(user);
  await notify(user);
  const links = [await linkTo(user, theirs)];
  await addPasskey(user, 'theirs');
  await notify(user);
  links.push(await linkTo(user, theirs));
  expect(await reports.find(links[1] ?? '')).toMatchObject({ state: 'open' });
  expect(await report(own, user.address)).toMatchObject({ outcome: 'locked' });
  expect(await waysOf(user)).toEqual({ apps: 0, passkeys: [], codes: 0, backups: [] });
  for (const link of links) {
    expect(await reports.find(link)).toEqual({ state: 'invalid' });
    expect(await report(link, theirs)).toEqual({ outcome: 'dead' });
  }
});

test('a thief who adds a backup address, changes the address and disavows the first gives the owner the account back', async () => {
  const user = await createUser();
  const theirs = await addBackup(user);
  await notify(user);
  const link = await linkTo(user, theirs);
  const thief = newAddress();
  await transact((tx) => notices.notify(tx, user, 'address', { newEmail: thief.typed }, newRequester()));
  await db().execute(
    sql`update users set email = ${thief.typed}, canonical = ${thief.canonical} where id = ${user.id}`,
  );
  expect(await report(link, theirs)).toMatchObject({ outcome: 'locked', email: null });
  expect(await read(user)).toMatchObject({ email: user.email, canonical: user.canonical, status: 'locked' });
  expect([await resetsTo(user), await resetsTo(thief), await resetsTo(theirs)]).toEqual([1, 0, 0]);
});

test('a passkey that a thief adds while the owner disavows is gone, whichever comes first', async () => {
  for (const isThiefFirst of [true, false]) {
    const secret = newPassword();
    const user = await createUser(secret);
    const signedIn = await sessions.signIn(user.address, secret, newRequester());
    const sessionId = signedIn.outcome === 'signed-in' ? signedIn.sessionId : '';
    const link = await notify(user);
    const credentialId = randomBytes(16).toString('base64url');
    const passkey = { credentialId, publicKey: '', counter: 0, transports: [], isBackedUp: true, name: 'theirs' };
    const thief = { ...newRequester(), sessionId };
    const add = () => security.addFactor(user.id, { kind: 'passkey', passkey }, codes.createCodes(), thief);
    const steps = isThiefFirst ? [add, () => report(link, user.address)] : [() => report(link, user.address), add];
    const done: Promise<unknown>[] = [];
    await holdUserLock(user, 2, () => done.push(...steps.map((step) => step())));
    await Promise.all(done);
    expect(await waysOf(user)).toEqual({ apps: 0, passkeys: [], codes: 0, backups: [] });
    expect(await read(user)).toMatchObject({ status: 'locked' });
  }
});

test('an address change is disavowed from the backup address too, and gives the previous main address back', async () => {
  const user = await createUser();
  const backup = await addBackup(user, { days: 8 });
  const thief = newAddress();
  await transact((tx) => notices.notify(tx, user, 'address', { newEmail: thief.typed }, newRequester()));
  await db().execute(
    sql`update users set email = ${thief.typed}, canonical = ${thief.canonical} where id = ${user.id}`,
  );
  const link = await linkTo(user, backup);
  await transact((tx) =>
    notices.notifyAll(tx, { ...user, ...thief, email: thief.typed }, { codes: 'renewed', left: 10 }, newRequester()),
  );
  await removeBackup(backup);
  expect(await reports.find(link)).toEqual({ state: 'open', kind: 'address' });
  expect(await report(link, backup)).toMatchObject({ outcome: 'locked', email: null });
  expect(await read(user)).toMatchObject({ email: user.email, canonical: user.canonical, status: 'locked' });
  // Its owner gets a link to the address that is back, and may add it again.
  expect(await waysOf(user)).toMatchObject({ backups: [] });
  expect([await resetsTo(user), await resetsTo(thief)]).toEqual([1, 0]);
  expect(await reports.find(await linkTo(user, thief))).toEqual({ state: 'invalid' });
});

test('a backup address that became the main one is a backup address again', async () => {
  const user = await createUser();
  const backup = await addBackup(user, { days: 8 });
  await transact((tx) => notices.notify(tx, user, 'address', { newEmail: backup.typed }, newRequester()));
  await removeBackup(backup);
  await db().execute(
    sql`update users set email = ${backup.typed}, canonical = ${backup.canonical} where id = ${user.id}`,
  );
  expect(await report(await linkTo(user, user), user.address)).toMatchObject({ outcome: 'locked', email: user.email });
  expect(await read(user)).toMatchObject({ canonical: user.canonical });
  expect(await waysOf(user)).toMatchObject({ backups: [backup.canonical] });
});

test('a mailbox that was removed before the change cannot disavow it', async () => {
  const user = await createUser();
  const backup = await addBackup(user, { days: 8 });
  await notify(user);
  const link = await linkTo(user, backup);
  await db().execute(
    sql`update backup_addresses set removed_at = now() - interval '1 hour' where user_id = ${user.id}`,
  );
  expect(await reports.find(link)).toEqual({ state: 'invalid' });
  expect(await report(link, backup)).toEqual({ outcome: 'dead' });
});
