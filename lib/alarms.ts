import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { accounts, alarms } from '@/db/schema';
import { lock, voidLaterAlarms } from './credentials';
import type { Address } from './fields';
import * as mailedLinks from './mailed-links';
import type { Origin } from './origin';
import type { Letter } from './outbox';
import { type Limited, limitTries } from './throttle';

/** What the worker writes into a notice; null when the account is gone or somebody undid the change meanwhile. */
export async function issue(letter: Letter): Promise<{ name: string; url: string; expiresAt: Date } | null> {
  const alarm = letter.reference ? await findById(letter.reference) : null;
  if (!alarm) return null;
  return { name: alarm.account.name, url: await mailedLinks.signUrl('not-me', alarm), expiresAt: alarm.expiresAt };
}

export type Standing = { state: 'open'; kind: 'password' | 'address' } | { state: 'used' | 'expired' | 'invalid' };

/** Looks at a "this was not me" without spending it. */
export async function find(link: string): Promise<Standing> {
  return standingOf(await mailedLinks.find('not-me', link, findById));
}

export type Sounding =
  /** The account is locked and a fresh reset link is on its way to `email`. */
  | { outcome: 'locked'; email: string }
  /** Not the address that the notice went to. */
  | { outcome: 'refused' }
  | { outcome: 'dead' }
  | Limited;

/**
 * The owner says from a notice that a change was not theirs. Needs no sign-in, since a thief may have changed the password,
 * but the address that the notice went to, which a scanner that presses buttons does not know. Works once.
 */
export async function sound(link: string, address: Address, origin: Origin): Promise<Sounding> {
  const alarm = await mailedLinks.find('not-me', link, findById);
  const limited = await limitTries(alarm?.id, origin.network);
  if (limited) return limited;
  if (!alarm || standingOf(alarm).state !== 'open') return { outcome: 'dead' };
  if (address.canonical !== alarm.canonical) return { outcome: 'refused' };
  return transact((tx) => spend(tx, alarm, origin));
}

type Alarm = typeof alarms.$inferSelect & { account: typeof accounts.$inferSelect; isPast: boolean };

async function spend(tx: Transaction, alarm: Alarm, origin: Origin): Promise<Sounding> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, alarm.accountId)).for('update');
  if (!account || account.status === 'disabled') return { outcome: 'dead' };
  const open = and(eq(alarms.id, alarm.id), isNull(alarms.usedAt), gt(alarms.expiresAt, sql`now()`));
  const [spent] = await tx.update(alarms).set({ usedAt: sql`now()` }).where(open).returning({ id: alarms.id });
  if (!spent) return { outcome: 'dead' };
  await voidLaterAlarms(tx, alarm);
  const restored = alarm.kind === 'address' ? { email: alarm.email, canonical: alarm.canonical } : null;
  await lock(tx, account, restored, origin);
  return { outcome: 'locked', email: alarm.email };
}

// The alarm of a changed password is for the mailbox of the account: once the address is another, it is not that any more.
export function standingOf(alarm: Alarm | null): Standing {
  if (!alarm || alarm.account.status === 'disabled') return { state: 'invalid' };
  if (alarm.usedAt) return { state: 'used' };
  if (alarm.kind === 'password' && alarm.canonical !== alarm.account.canonical) return { state: 'invalid' };
  return alarm.isPast ? { state: 'expired' } : { state: 'open', kind: alarm.kind };
}

/** What a letter carries. */
export async function findById(id: string): Promise<Alarm | null> {
  const [row] = await db()
    .select({ alarm: alarms, account: accounts, isPast: sql<boolean>`${alarms.expiresAt} <= now()` })
    .from(alarms)
    .innerJoin(accounts, eq(accounts.id, alarms.accountId))
    .where(eq(alarms.id, id));
  return row ? { ...row.alarm, account: row.account, isPast: row.isPast } : null;
}
