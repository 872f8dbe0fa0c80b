import { randomUUID } from 'node:crypto';
import { eq, isNull, sql } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { auditEvents, disavowals, outboxEmails, recoveryWaits } from '@/db/schema';
import { startMailbox } from '@/e2e/dev/mailbox';
import { deliverDue } from '@/lib/delivery/deliver';
import { close } from '@/lib/mail/transport';
import * as disavowal from '@/lib/recovery/disavowals';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import {
  createUser,
  databaseUrl,
  exhaust,
  newAddress,
  newApplicant,
  newPassword,
  newRequester,
  onKnownDevice,
} from '@/lib/testing';
import * as addresses from '@/lib/users/address-changes';
import * as backups from '@/lib/users/backup-addresses';
import { findStart } from '@/lib/users/device-start';
import * as registrations from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import { findDatabaseName, revokeRestoredState } from './restoration';

const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
vi.stubEnv('SMTP_URL', mailbox.smtpUrl);
const home = new URL(databaseUrl);
const name = home.pathname.slice(1);
home.pathname = '/postgres';
const server = postgres(home.href, { max: 1, onnotice: () => undefined });
afterAll(async () => {
  close();
  await mailbox.stop();
  await server.unsafe(`drop database if exists ${name}_backup`);
  await server.end();
});

/** What pg_dump and pg_restore do: another database with the same content. No one may be connected to the first. */
async function copy(from: string, to: string): Promise<void> {
  await server.unsafe(`drop database if exists ${to} with (force)`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`;
  await vi.waitFor(() => server.unsafe(`create database ${to} template ${from}`), { timeout: 60_000 });
}

/** The secret in the newest mail to an address. */
function linkIn(to: string, path: string): string {
  const text = mailbox.messages(to)[0]?.text ?? '';
  return new RegExp(`/${path}/(\\S+)`).exec(text)?.[1] ?? '';
}

test('after a restore no used link, no ended session and no sent email lives again', async () => {
  const [secret, newcomer, next, backup] = [newPassword(), newAddress(), newAddress(), newAddress()];
  const user = await createUser(secret);
  const requestReset = () => resetRequests.requestReset(user.address, randomUUID(), newRequester());
  const signedIn = await sessions.signIn(user.address, secret, newRequester());
  const session = signedIn.outcome === 'signed-in' ? signedIn.sessionId : '';
  const registration = newApplicant({ address: newcomer });

  // Before the backup: a link of each kind is in a mailbox, a session is open, one more email waits.
  await requestReset();
  await registrations.request(registration, randomUUID(), newRequester());
  await addresses.requestChange(user.id, next, secret, randomUUID(), newRequester());
  await backups.request(user.id, backup, secret, randomUUID(), newRequester());
  await db().insert(recoveryWaits).values({ userId: user.id, endsAt: sql`now() + interval '3 days'` });
  await deliverDue();
  const [link, confirm, change, confirmBackup] = [
    linkIn(user.email, 'reset-password'),
    linkIn(newcomer.typed, 'confirm'),
    linkIn(next.typed, 'confirm-email'),
    linkIn(backup.typed, 'confirm-email'),
  ];
  await requestReset();
  await copy(name, `${name}_backup`);

  // After it: the email leaves, the link is used, the session ends with it, the registration is confirmed.
  await deliverDue();
  const standing = await recovery.open(link, newRequester());
  const id = standing.state === 'open' ? standing.id : '';
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toMatchObject({ outcome: 'completed' });
  expect(await registrations.confirm(confirm, registration.password, newRequester())).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await sessions.find(session)).toBeNull();
  await deliverDue();
  const sent = mailbox.messages().length;

  await copy(`${name}_backup`, name);
  expect(await recovery.open(link, newRequester())).toMatchObject({ state: 'open' });
  expect(await registrations.find(confirm)).toMatchObject({ state: 'open' });
  expect(await addresses.find(change)).toMatchObject({ state: 'open' });
  expect(await backups.find(confirmBackup)).toMatchObject({ state: 'open' });
  expect(await sessions.find(session)).not.toBeNull();
  expect(await db().$count(outboxEmails, eq(outboxEmails.state, 'queued'))).toBe(1);

  expect(await findDatabaseName()).toBe(name);
  const ended = {
    ...{ resets: 1, registrations: 1, addressChanges: 1, backupAddresses: 1, disavowals: 0 },
    ...{ recoveryWaits: 1, outboxEmails: 1, sessions: 1 },
  };
  expect(await revokeRestoredState()).toEqual(ended);
  expect(await recovery.open(link, newRequester())).toMatchObject({ state: 'expired' });
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
  expect(await registrations.find(confirm)).toMatchObject({ state: 'expired' });
  expect(await addresses.find(change)).toMatchObject({ state: 'expired' });
  expect(await backups.find(confirmBackup)).toMatchObject({ state: 'expired' });
  expect(await db().$count(recoveryWaits, isNull(recoveryWaits.cancelledAt))).toBe(0);
  expect(await sessions.find(session)).toBeNull();
  await deliverDue();
  expect(mailbox.messages()).toHaveLength(sent);
  expect(await db().select().from(outboxEmails).where(eq(outboxEmails.state, 'superseded'))).toMatchObject([
    { lastError: expect.stringContaining('restored from a backup') },
  ]);
  expect(await db().select().from(auditEvents).where(eq(auditEvents.name, 'database.restored'))).toMatchObject([
    { network: 'operator', reason: expect.stringContaining('resets 1') },
  ]);

  // And the way back in is open.
  await requestReset();
  await deliverDue();
  expect(mailbox.messages()).toHaveLength(sent + 1);
  expect(await recovery.open(linkIn(user.email, 'reset-password'), newRequester())).toMatchObject({ state: 'open' });
});

test('the "not me" link of a notice expires too, and a second run finds nothing left', async () => {
  const user = await createUser();
  await resetRequests.requestReset(user.address, randomUUID(), newRequester());
  await deliverDue();
  const link = linkIn(user.email, 'reset-password');
  const standing = await recovery.open(link, newRequester());
  await recovery.complete(link, standing.state === 'open' ? standing.id : '', newPassword(), newRequester());
  await deliverDue();
  const notMe = linkIn(user.email, 'not-me');
  expect(await disavowal.find(notMe)).toMatchObject({ state: 'open' });
  expect(await revokeRestoredState()).toMatchObject({ disavowals: 1 });
  expect(await disavowal.find(notMe)).toEqual({ state: 'expired' });
  expect(await db().$count(disavowals)).toBe(1);
  expect(Object.values(await revokeRestoredState())).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('no device is known any more until it signs in again, because some were ended since the backup', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  const device = onKnownDevice(user);
  await exhaust({ policy: 'sign-in/network', subject: device.network });
  expect((await sessions.signIn(user.address, secret, device)).outcome).toBe('signed-in');
  await revokeRestoredState();
  expect((await sessions.signIn(user.address, secret, device)).outcome).toBe('limited');
  const again = await sessions.signIn(user.address, secret, newRequester());
  if (again.outcome !== 'signed-in') throw new Error(again.outcome);
  const since = (await findStart(again.sessionId)) ?? new Date(0);
  const known = { ...onKnownDevice(user, { since }), network: device.network };
  expect((await sessions.signIn(user.address, secret, known)).outcome).toBe('signed-in');
});
