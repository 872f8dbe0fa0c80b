import { desc, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transact } from '@/db';
import { backupAddresses, disavowals, outboxEmails, type SecurityChange } from '@/db/schema';
import { brand } from '@/lib/brand';
import { compose } from '@/lib/delivery/compose';
import { createUser, newAddress, newRequester } from '@/lib/testing';
import { en } from '@/lib/words/en';
import * as notices from './notices';

type User = Awaited<ReturnType<typeof createUser>>;

/** A user with a main address, a confirmed backup, one that was removed and one that was never confirmed. */
async function withBackup() {
  const user = await createUser();
  const [backup, removed, open] = [newAddress(), newAddress(), newAddress()];
  const row = ({ typed: email, canonical }: typeof backup) => ({
    userId: user.id,
    email,
    canonical,
    credentialVersion: 1,
    expiresAt: sql`now()`,
  });
  await db()
    .insert(backupAddresses)
    .values([
      { ...row(backup), confirmedAt: sql`now()` },
      { ...row(removed), confirmedAt: sql`now()`, removedAt: sql`now()` },
      row(open),
    ]);
  return { user, backup, removed };
}

const notify = (user: User, change: SecurityChange, ...also: { email: string; canonical: string }[]) =>
  transact((tx) => notices.notifyAll(tx, user, change, newRequester(), also));

const disavowalsOf = ({ id }: User) => db().select().from(disavowals).where(eq(disavowals.userId, id));

async function readNotice(to: { canonical: string }) {
  const queued = eq(outboxEmails.canonical, to.canonical);
  const [row] = await db().select().from(outboxEmails).where(queued).orderBy(desc(outboxEmails.createdAt)).limit(1);
  if (!row) throw new Error(`Nothing goes to ${to.canonical}.`);
  const composed = await compose({ ...row, ageHours: 0, leaseEndsAtMs: 0 }, 'security-changed');
  return { row, to: composed?.to, text: composed?.content.text.replace(/\s+/g, ' ') ?? '' };
}

test('a change is told to the main address and every confirmed backup, each with a disavowal of its own', async () => {
  const { user, backup } = await withBackup();
  await notify(user, { factor: 'authenticator', change: 'added' });
  const rows = await disavowalsOf(user);
  expect(rows.map(({ canonical, kind, restoredCanonical }) => ({ canonical, kind, restoredCanonical }))).toEqual(
    expect.arrayContaining([
      { canonical: user.canonical, kind: 'security', restoredCanonical: null },
      { canonical: backup.canonical, kind: 'security', restoredCanonical: null },
    ]),
  );
  expect(rows).toHaveLength(2);
  const [own, other] = [await readNotice(user), await readNotice(backup)];
  expect(own.row).toMatchObject({ kind: 'security-changed', owed: true });
  expect(own.text).toContain(en.mail.security.authenticator.added.what(brand.name, user.email));
  expect(other.to).toBe(backup.typed);
  expect(other.text).not.toContain(user.email);
  expect(new Set([own, other].map(({ text }) => text.match(/not-me\/\S+/)?.[0])).size).toBe(2);
});

test('a removed address is told too, and its disavowal brings it back', async () => {
  const user = await createUser();
  const { typed: email, canonical } = newAddress();
  await notify(user, { backupAddress: 'removed', address: email }, { email, canonical });
  expect(await disavowalsOf(user)).toContainEqual(expect.objectContaining({ canonical, restoredCanonical: canonical }));
  expect((await readNotice({ canonical })).text).toContain(`${email} is no longer a backup address`);
});

test('only its own mailbox reads a backup address in full', async () => {
  const { user, backup } = await withBackup();
  await notify(user, { backupAddress: 'added', address: backup.typed });
  const { text } = await readNotice(user);
  expect(text).not.toContain(backup.typed);
  expect(text).toContain(`${backup.typed.charAt(0)}•••@example.test is now a backup address`);
  expect((await readNotice(backup)).text).toContain(`${backup.typed} is now a backup address`);
});

test('the owner is reminded once of new codes: when two are left', async () => {
  const user = await createUser();
  const subjects = [];
  for (const left of [3, 2, 1]) {
    await transact((tx) => notices.notifyCodeUsed(tx, user, left, newRequester()));
    subjects.push((await readNotice(user)).row.detail);
  }
  expect(subjects).toEqual([
    { codes: 'used', left: 3 },
    { codes: 'low', left: 2 },
    { codes: 'used', left: 1 },
  ]);
});

test('a notice that its transaction takes back is never sent', async () => {
  const user = await createUser();
  const failed = transact(async (tx) => {
    await notices.notifyAll(tx, user, { codes: 'renewed', left: 10 }, newRequester());
    throw new Error('The change failed.');
  });
  await expect(failed).rejects.toThrow('The change failed.');
  expect(await disavowalsOf(user)).toEqual([]);
  expect(await db().$count(outboxEmails, eq(outboxEmails.canonical, user.canonical))).toBe(0);
});
