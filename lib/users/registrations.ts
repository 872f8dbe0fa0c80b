import { and, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { db, type Transaction, transact } from '@/db';
import { registrations, users } from '@/db/schema';
import * as audit from '@/lib/audit';
import * as codes from '@/lib/codes';
import { type Address, address, type Password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as mailedLinks from '@/lib/mailed-links';
import * as passwords from '@/lib/passwords/passwords';
import { type Profile, type ProfileField, profileOf, type StoredProfile } from '@/lib/profile';
import { budgetOf, countAttempts, digest, type Limited, limitTries } from '@/lib/rate-limits';
import type { Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import type { User } from './credentials';
import * as sessions from './sessions';
import { describeTaken, findHolder, isUnavailable, lockAddress, type Taken } from './taken-addresses';

/** How many emails an address gets in how many minutes. */
export const mailBudget = budgetOf('mail/recipient');

export type RequestResult =
  /** `held` is for the browser that registered to keep, see `confirm`. The same whether or not an email was queued. */
  | { outcome: 'accepted'; held: HeldRegistration }
  | { outcome: 'refused'; problem: passwords.PasswordProblem }
  | Limited;

/** A registration as the browser that made it keeps it, encrypted. */
export type HeldRegistration = Pick<
  typeof registrations.$inferSelect,
  ProfileField | 'email' | 'canonical' | 'passwordHash' | 'requestId'
>;

/** Someone who asks for an account. */
export type Applicant = Profile & { address: Address; password: Password };

/**
 * Requests an account. No user is looked up, so the answer and the work are the same whether the address is free or taken.
 * The network's limit is counted before the password is hashed, so that it also limits the hashing. The rest is one transaction.
 * @throws passwords TooBusy
 */
export async function request(
  { address: to, password, ...profile }: Applicant,
  requestId: string,
  requester: Requester,
): Promise<RequestResult> {
  const limited = await limitNetwork(requester);
  if (limited) return limited;
  const problem = await passwords.findProblem(password, { name: profile.name, email: to.typed }, 'stranger');
  if (problem) return { outcome: 'refused', problem };
  const passwordHash = await passwords.hash(password, 'stranger');
  const held = { ...profile, email: to.typed, canonical: to.canonical, passwordHash, requestId };
  await write(held, to, requester);
  return { outcome: 'accepted', held };
}

/**
 * Requests another email for what a browser holds: a registration of its own, with the profile and the password's hash of the first, and of
 * the same request, so that the code of each email works. The same limits, and the same answer and work for every address.
 */
export async function resend(held: HeldRegistration, requester: Requester): Promise<{ outcome: 'accepted' } | Limited> {
  const limited = await limitNetwork(requester);
  if (limited) return limited;
  await write(held, address.parse(held.email), requester);
  return { outcome: 'accepted' };
}

/** Counts someone who wants an account. @returns null when there was room */
export async function limitNetwork({ network }: Requester): Promise<Limited | null> {
  const admission = await countAttempts(
    { policy: 'register/network', subject: network },
    { policy: 'register/site', subject: 'all' },
  );
  return admission.granted ? null : { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
}

async function write(held: HeldRegistration, to: Address, requester: Requester): Promise<void> {
  const { canonical, requestId } = held;
  const { granted } = await countAttempts({ policy: 'mail/recipient', subject: canonical });
  const expiresAt = sql`now() + make_interval(hours => ${mailedLinks.confirmLifetimeHours})`;
  await transact(async (tx) => {
    if (granted) {
      const values = { ...held, expiresAt };
      const [registration] = await tx.insert(registrations).values(values).returning({ id: registrations.id });
      if (!registration) throw new Error('The registration was not written.');
      await outbox.enqueue(tx, 'registration', { address: to, requestId, requester }, registration.id);
    }
    await audit.record(tx, { name: 'account.registered', canonical, requester });
  });
}

/** What the worker writes to someone who registered: the confirmation link, or how to get into the existing account. */
export type Issued =
  | { outcome: 'free'; to: string; url: string; expiresAt: Date; code?: string | undefined }
  | Taken
  | { outcome: 'superseded' };

/** Finds out whether the address is free, and signs the confirmation link. Repeated for the same email it returns the same link. */
export async function issue(outboxEmail: outbox.OutboxEmail): Promise<Issued> {
  const holder = await findHolder(outboxEmail.canonical);
  const [registration] = await db()
    .update(registrations)
    .set(mailedLinks.signing(registrations, mailedLinks.confirmLifetimeHours * 60))
    .where(and(eq(registrations.id, outboxEmail.reference ?? outboxEmail.id), isNull(registrations.confirmedAt)))
    .returning();
  if (!registration?.issuedAt || !registration.keyId) return { outcome: 'superseded' };
  const { id, email, requestId, keyId, issuedAt, expiresAt } = registration;
  const url = await mailedLinks.signUrl('confirm', { id, issuedAt, expiresAt, keyId });
  const key = token.usableKeyId(keyId);
  const code = requestId ? codes.format(codes.derive({ id, requestId, keyId: key })) : undefined;
  if (holder) return describeTaken(holder);
  return { outcome: 'free', to: email, url, expiresAt, code };
}

export type RegistrationStanding =
  | { state: 'open'; id: string; name: string; email: string; canonical: string }
  | { state: 'expired' | 'used' | 'taken'; email: string }
  | { state: 'invalid' };

/** The state of a confirmation link. Does not use it up. */
export async function find(link: string): Promise<RegistrationStanding> {
  const registration = await mailedLinks.find('confirm', link, findById);
  return registration ? standingOf(registration) : { state: 'invalid' };
}

export type Confirmation =
  | { outcome: 'confirmed'; userId: string; sessionId: string; owner: string; name: string }
  /** Nothing proves that it is the person who registered. The link still works. */
  | { outcome: 'refused' }
  /** The link does not work. `find` tells why. */
  | { outcome: 'dead' }
  | Limited;

/** What this browser registered, if it is for the address of this link. */
export function heldFor<Held extends { canonical: string }>(
  link: { canonical: string },
  held: Held | null,
): Held | null {
  return held?.canonical === link.canonical ? held : null;
}

/**
 * Creates the account and signs in: the link proves control of the mailbox, and that the same person registered is proven by the browser,
 * which holds the registration, or by its password. Submitting the form is therefore not
 * enough for an email scanner, or for the owner of an address that a stranger registered.
 * @param password null when none was given
 * @param held what this browser registered, if anything. Any living link to the same address finishes that, with its name and password:
 * a link that a stranger's registration sent never creates the stranger's account here, and strangers who use up the emails to an address
 * cannot keep its owner from an account
 */
export async function confirm(
  link: string,
  password: Password | null,
  requester: Requester,
  held: HeldRegistration | null = null,
): Promise<Confirmation> {
  const registration = await mailedLinks.find('confirm', link, findById);
  if (!registration || standingOf(registration).state !== 'open') return { outcome: 'dead' };
  const limited = await limitTries(registration.id);
  if (limited) return limited;
  const ours = heldFor(registration, held);
  const chosen = password === null ? ours : await findChosen(password, ours ? [ours, registration] : [registration]);
  if (!chosen) {
    await audit.record(db(), { name: 'session.refused', canonical: registration.canonical, requester });
    return { outcome: 'refused' };
  }
  const opened = await createUser(registration.id, chosen, requester);
  if (!opened) return { outcome: 'dead' };
  return { outcome: 'confirmed', ...opened, owner: digest(registration.canonical), name: chosen.name };
}

type Registration = typeof registrations.$inferSelect & { isPast: boolean; isTaken: boolean };

/** The registration that the password belongs to. */
async function findChosen(
  password: Password,
  candidates: readonly HeldRegistration[],
): Promise<HeldRegistration | null> {
  for (const candidate of candidates)
    if (await passwords.isCorrect(password, candidate.passwordHash, 'proven')) return candidate;
  return null;
}

/** @returns null when the link no longer works or the address has been taken */
async function createUser(id: string, chosen: HeldRegistration, requester: Requester) {
  const { email, canonical, passwordHash } = chosen;
  return transact(async (tx) => {
    // Each confirmation deletes the other registrations of its address, whose rows may be locked.
    await lockAddress(tx, canonical);
    const unspent = and(
      eq(registrations.id, id),
      isNull(registrations.confirmedAt),
      gt(registrations.expiresAt, sql`now()`),
    );
    const [open] = await tx
      .select({ isTaken: isUnavailable(sql`registrations.canonical`) })
      .from(registrations)
      .where(unspent);
    if (!open || open.isTaken) return null;
    const user = await writeUser(tx, { ...profileOf(chosen), email, canonical, passwordHash }, requester, id);
    if (!user) return null;
    const started = await sessions.start(tx, user, requester);
    return started?.outcome === 'started' ? { userId: user.id, sessionId: started.sessionId } : null;
  });
}

/**
 * Writes a user, and ends the registrations of the address.
 * @param tx must hold a lock on the address (`lockAddress`), and have found it free
 * @param confirmed the id of the registration that this confirms, if any
 */
export async function writeUser(
  tx: Transaction,
  values: StoredProfile & Pick<User, 'email' | 'canonical' | 'passwordHash'>,
  requester: Requester,
  confirmed: string | null = null,
): Promise<User | null> {
  // Users before registrations, as in credentials.ts. A different lock order could deadlock.
  const [user] = await tx.insert(users).values(values).onConflictDoNothing().returning();
  if (!user) return null;
  const { canonical } = values;
  const isOther = confirmed === null ? undefined : ne(registrations.id, confirmed);
  if (confirmed) await tx.update(registrations).set({ confirmedAt: sql`now()` }).where(eq(registrations.id, confirmed));
  await tx.delete(registrations).where(and(eq(registrations.canonical, canonical), isOther));
  await audit.releaseAddresses(tx, [canonical]);
  await audit.record(tx, { name: 'account.confirmed', userId: user.id, canonical, requester });
  return user;
}

function standingOf({ id, name, email, canonical, confirmedAt, isPast, isTaken }: Registration): RegistrationStanding {
  if (confirmedAt) return { state: 'used', email };
  if (isTaken) return { state: 'taken', email };
  return isPast ? { state: 'expired', email } : { state: 'open', id, name, email, canonical };
}

async function findById(id: string): Promise<Registration | null> {
  const [row] = await db()
    .select({
      registration: registrations,
      isPast: sql<boolean>`${registrations.expiresAt} <= now()`,
      isTaken: isUnavailable(sql`registrations.canonical`),
    })
    .from(registrations)
    .where(eq(registrations.id, id));
  return row ? { ...row.registration, isPast: row.isPast, isTaken: row.isTaken } : null;
}
