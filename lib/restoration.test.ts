import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import postgres from 'postgres';
import { afterAll, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { alarms, events, letters } from '@/db/schema';
import { startMailbox } from '@/e2e/mailbox';
import * as addresses from './addresses';
import * as alarm from './alarms';
import { deliverDue } from './delivery';
import { personName } from './fields';
import * as recovery from './recovery';
import * as registrations from './registrations';
import { endThePast, findDatabaseName } from './restoration';
import * as sessions from './sessions';
import { createAccount, databaseUrl, newAddress, newOrigin, newPassword } from './testing';
import { close } from './transport';

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

/** What pg_dump and pg_restore do: another database with the same content. It wants nobody connected to the first. */
async function copy(from: string, to: string): Promise<void> {
  await server.unsafe(`drop database if exists ${to} with (force)`);
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${from}`;
  await vi.waitFor(() => server.unsafe(`create database ${to} template ${from}`), { timeout: 60_000 });
}

/** The secret in the newest mail to an address. */
function linkIn(to: string, path: string): string {
  const text = mailbox.mails(to)[0]?.text ?? '';
  return new RegExp(`/${path}/(\\S+)`).exec(text)?.[1] ?? '';
}

test('after a restore no used link, no ended session and no sent letter lives again', async () => {
  const [secret, newcomer, next] = [newPassword(), newAddress(), newAddress()];
  const account = await createAccount(secret);
  const ask = () => recovery.requestReset(account.address, randomUUID(), newOrigin());
  const signedIn = await sessions.signIn(account.address, secret, newOrigin());
  const session = signedIn.outcome === 'signed-in' ? signedIn.sessionId : '';
  const registration = { name: personName.parse('Grace'), address: newcomer, password: newPassword() };

  // Before the backup: a link of each kind is in a mailbox, a session is open, one more letter waits.
  await ask();
  await registrations.request(registration, randomUUID(), newOrigin());
  await addresses.requestChange(account.id, next, secret, randomUUID(), newOrigin());
  await deliverDue();
  const [link, confirm, change] = [
    linkIn(account.email, 'reset-password'),
    linkIn(newcomer.typed, 'confirm'),
    linkIn(next.typed, 'confirm-email'),
  ];
  await ask();
  await copy(name, `${name}_backup`);

  // After it: the letter leaves, the link is used, the session ends with it, the registration is confirmed.
  await deliverDue();
  const standing = await recovery.find(link, newOrigin());
  const id = standing.state === 'open' ? standing.id : '';
  expect(await recovery.complete(link, id, newPassword(), newOrigin())).toMatchObject({ outcome: 'completed' });
  expect(await registrations.confirm(confirm, registration.password, newOrigin())).toMatchObject({
    outcome: 'confirmed',
  });
  expect(await sessions.find(session)).toBeNull();
  await deliverDue();
  const sent = mailbox.mails().length;

  await copy(`${name}_backup`, name);
  expect(await recovery.find(link, newOrigin())).toMatchObject({ state: 'open' });
  expect(await registrations.find(confirm)).toMatchObject({ state: 'open' });
  expect(await addresses.find(change)).toMatchObject({ state: 'open' });
  expect(await sessions.find(session)).not.toBeNull();
  expect(await db().$count(letters, eq(letters.state, 'queued'))).toBe(1);

  expect(await findDatabaseName()).toBe(name);
  const ended = { resets: 1, registrations: 1, addressChanges: 1, alarms: 0, letters: 1, sessions: 1 };
  expect(await endThePast()).toEqual(ended);
  expect(await recovery.find(link, newOrigin())).toMatchObject({ state: 'expired' });
  expect(await recovery.complete(link, id, newPassword(), newOrigin())).toEqual({ outcome: 'dead' });
  expect(await registrations.find(confirm)).toMatchObject({ state: 'expired' });
  expect(await addresses.find(change)).toMatchObject({ state: 'expired' });
  expect(await sessions.find(session)).toBeNull();
  await deliverDue();
  expect(mailbox.mails()).toHaveLength(sent);
  expect(await db().select().from(letters).where(eq(letters.state, 'superseded'))).toMatchObject([
    { lastError: expect.stringContaining('restored from a backup') },
  ]);
  expect(await db().select().from(events).where(eq(events.name, 'database.restored'))).toMatchObject([
    { network: 'operator', reason: expect.stringContaining('resets 1') },
  ]);

  // And the way back in is open.
  await ask();
  await deliverDue();
  expect(mailbox.mails()).toHaveLength(sent + 1);
  expect(await recovery.find(linkIn(account.email, 'reset-password'), newOrigin())).toMatchObject({ state: 'open' });
});

test('the alarm of a notice ends too, and a second run finds nothing left', async () => {
  const account = await createAccount();
  await recovery.requestReset(account.address, randomUUID(), newOrigin());
  await deliverDue();
  const link = linkIn(account.email, 'reset-password');
  const standing = await recovery.find(link, newOrigin());
  await recovery.complete(link, standing.state === 'open' ? standing.id : '', newPassword(), newOrigin());
  await deliverDue();
  const notMe = linkIn(account.email, 'not-me');
  expect(await alarm.find(notMe)).toMatchObject({ state: 'open' });
  expect(await endThePast()).toMatchObject({ alarms: 1 });
  expect(await alarm.find(notMe)).toEqual({ state: 'expired' });
  expect(await db().$count(alarms)).toBe(1);
  expect(Object.values(await endThePast())).toEqual([0, 0, 0, 0, 0, 0]);
});
