import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const id = () => uuid('id').primaryKey().default(sql`gen_random_uuid()`);

/** The part of a requester that is stored. */
export type StoredRequester = { network: string; device: string };

/** What a notice says about the change, beyond its reference. */
export type NoticeDetail =
  | { by: 'reset' }
  /** `isFirst`: the account had no password. */
  | { by: 'self'; sessionsEnded: number; isFirst?: boolean }
  | { newEmail: string }
  | { erasedAfterDays: number }
  | SecurityChange;

/** What changed about the ways into an account, besides its password and its address. `endsAt` is an ISO date. */
export type SecurityChange =
  | { factor: 'authenticator' | 'passkey'; change: 'added' | 'removed'; name?: string }
  | { codes: 'renewed' | 'used' | 'low'; left: number }
  | { backupAddress: 'added' | 'removed'; address: string }
  /** `provider`: its name for people; `account`: the address there, or empty. */
  | { identity: 'added' | 'removed'; provider: string; account: string }
  | { wait: 'started' | 'half' | 'cancelled' | 'ended'; endsAt: string; waitId: string };

/** What owners tell of themselves, in `users` and `registrations`. lib/profile.ts has the field of each. */
export const profileColumns = {
  name: text('name').notNull(),
};

export const users = pgTable(
  'users',
  {
    id: id(),
    ...profileColumns,
    /** As typed; emails are sent there. */
    email: text('email').notNull(),
    /** The form used for comparison: compared exactly, never case-folded by the database. */
    canonical: text('canonical').notNull().unique(),
    /** Prefixed with its scheme, or plain bcrypt if imported. Null when there is no password. */
    passwordHash: text('password_hash'),
    /** Incremented with every change of password or address. Links and sign-ins that hold an older version no longer work. */
    credentialVersion: integer('credential_version').notNull().default(1),
    status: text('status', { enum: ['active', 'locked', 'disabled', 'deleted'] })
      .notNull()
      .default('active'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** When the account was closed for deletion; null unless the status is "deleted". */
    deletedAt: moment('deleted_at'),
    /** When a reset link set the password last; null once the owner has looked through what is enrolled. */
    recoveredAt: moment('recovered_at'),
    /** When the offer of a passkey was dismissed for good. */
    passkeyDeclinedAt: moment('passkey_declined_at'),
  },
  (t) => [
    index('users_deleted').on(t.deletedAt).where(sql`${t.deletedAt} is not null`),
    index('users_imported_password').on(t.id).where(sql`${t.passwordHash} not like 'bcrypt-sha384:%'`),
  ],
);

export const registrations = pgTable(
  'registrations',
  {
    id: id(),
    ...profileColumns,
    email: text('email').notNull(),
    canonical: text('canonical').notNull(),
    passwordHash: text('password_hash').notNull(),
    /** The request of the browser that registered, to which the emailed code is bound; empty when there is none. */
    requestId: text('request_id').notNull().default(''),
    /** The key that signs the confirmation link; null until the worker has composed the email. */
    keyId: text('key_id'),
    issuedAt: moment('issued_at'),
    expiresAt: moment('expires_at').notNull(),
    confirmedAt: moment('confirmed_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (t) => [
    index('registrations_canonical').on(t.canonical),
    index('registrations_expires').on(t.expiresAt),
    index('registrations_request').on(t.requestId),
  ],
);

export const resets = pgTable(
  'resets',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The user's address at the time. The holder of a link sent to an older address is not shown the newer one. */
    email: text('email').notNull(),
    /** The user's credential version at the time. A reset with an older version is "replaced". */
    credentialVersion: integer('credential_version').notNull(),
    requestId: text('request_id').notNull(),
    /** The key that signs the link, so that a repeated email carries the same link. */
    keyId: text('key_id').notNull(),
    issuedAt: moment('issued_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    openedAt: moment('opened_at'),
    usedAt: moment('used_at'),
    /** When the request was declined by "I did not ask for this" in the email. */
    declinedAt: moment('declined_at'),
    /** The backup address that the link was sent to; null for the user's own. The link ends with it. */
    backupAddressId: uuid('backup_address_id'),
    /** The finished waiting period that the link ends: it needs no second factor, and removes them all. */
    recoveryWaitId: uuid('recovery_wait_id'),
  },
  (t) => [
    index('resets_user').on(t.userId),
    index('resets_expires').on(t.expiresAt),
    index('resets_request').on(t.requestId),
  ],
);

export const addressChanges = pgTable(
  'address_changes',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The new address, as typed. */
    email: text('email').notNull(),
    canonical: text('canonical').notNull(),
    /** The user's credential version at the time. A later change of password or address voids this one. */
    credentialVersion: integer('credential_version').notNull(),
    keyId: text('key_id'),
    issuedAt: moment('issued_at'),
    expiresAt: moment('expires_at').notNull(),
    confirmedAt: moment('confirmed_at'),
  },
  (t) => [index('address_changes_user').on(t.userId), index('address_changes_expires').on(t.expiresAt)],
);

/** The "this was not me" link of a notice: one for each change of the ways into an account, for a deletion, and for each mailbox. */
export const disavowals = pgTable(
  'disavowals',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['password', 'address', 'deletion', 'security'] }).notNull(),
    /** The address that the notice is sent to: one of the user's, or one that was theirs until this change. */
    email: text('email').notNull(),
    canonical: text('canonical').notNull(),
    /** Of an address change: the address that comes back. Null in rows of 0.2.0 and before, which go to that address. */
    restoredEmail: text('restored_email'),
    restoredCanonical: text('restored_canonical'),
    keyId: text('key_id').notNull(),
    issuedAt: moment('issued_at').notNull().defaultNow(),
    expiresAt: moment('expires_at').notNull(),
    usedAt: moment('used_at'),
  },
  (t) => [
    index('disavowals_user').on(t.userId),
    index('disavowals_canonical').on(t.canonical),
    index('disavowals_expires').on(t.expiresAt),
  ],
);

export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    network: text('network').notNull(),
    device: text('device').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    /** When its user was authenticated. Null when an identity provider that can be asked to do it again does not say when it did. */
    authenticatedAt: moment('authenticated_at').defaultNow(),
    /** When a second factor or a passkey was last given in this session. */
    factorAt: moment('factor_at'),
  },
  (t) => [
    index('sessions_user').on(t.userId),
    index('sessions_last_seen').on(t.lastSeenAt),
    index('sessions_created').on(t.createdAt),
  ],
);

/** The authenticator app of a user: one at a time. A removed one is kept while its removal can be disavowed. */
export const authenticators = pgTable(
  'authenticators',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Encrypted: the row's key is derived from AUTH_SECRET, which is not in the database. */
    secret: text('secret').notNull(),
    keyId: text('key_id').notNull(),
    /** The time step of the last accepted code. That code, and every older one, is refused (RFC 6238, 5.2). */
    lastStep: bigint('last_step', { mode: 'number' }).notNull(),
    /** Refused codes in a row. */
    failures: integer('failures').notNull().default(0),
    createdAt: moment('created_at').notNull().defaultNow(),
    removedAt: moment('removed_at'),
  },
  (t) => [
    uniqueIndex('authenticators_user').on(t.userId).where(sql`${t.removedAt} is null`),
    index('authenticators_any_user').on(t.userId),
    index('authenticators_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
  ],
);

/** One row for each recovery code. A used or replaced one is kept while that can be disavowed. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** An HMAC of the code; its key is derived from AUTH_SECRET. */
    hash: text('hash').notNull().unique(),
    createdAt: moment('created_at').notNull().defaultNow(),
    usedAt: moment('used_at'),
    /** When a new set replaced it, or the last factor was removed. */
    removedAt: moment('removed_at'),
  },
  (t) => [
    index('recovery_codes_user').on(t.userId),
    index('recovery_codes_used').on(t.usedAt).where(sql`${t.usedAt} is not null`),
    index('recovery_codes_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
  ],
);

export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** As the authenticator names it, in base64url. */
    credentialId: text('credential_id').notNull().unique(),
    /** A COSE key in base64url. */
    publicKey: text('public_key').notNull(),
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().notNull(),
    /** Whether it is synchronized between devices. */
    isBackedUp: boolean('is_backed_up').notNull(),
    name: text('name').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
    /** When its counter went back, which a copy of it can cause. */
    counterWentBackAt: moment('counter_went_back_at'),
    removedAt: moment('removed_at'),
  },
  (t) => [
    index('passkeys_user').on(t.userId),
    index('passkeys_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
  ],
);

/** Another mailbox of a user, which can recover the account. Unconfirmed, it is a request with a link. */
export const backupAddresses = pgTable(
  'backup_addresses',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    email: text('email').notNull(),
    canonical: text('canonical').notNull(),
    /** The user's credential version at the time. A later change of password or address voids an unconfirmed one. */
    credentialVersion: integer('credential_version').notNull(),
    keyId: text('key_id'),
    issuedAt: moment('issued_at'),
    /** When the link stops working that confirms it. */
    expiresAt: moment('expires_at').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    confirmedAt: moment('confirmed_at'),
    removedAt: moment('removed_at'),
  },
  (t) => [
    uniqueIndex('backup_addresses_canonical')
      .on(t.canonical)
      .where(sql`${t.confirmedAt} is not null and ${t.removedAt} is null`),
    // Also removed ones: they stay reserved while a disavowal can restore them.
    index('backup_addresses_reserved').on(t.canonical).where(sql`${t.confirmedAt} is not null`),
    index('backup_addresses_user').on(t.userId),
    index('backup_addresses_expires').on(t.expiresAt).where(sql`${t.confirmedAt} is null`),
    index('backup_addresses_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
  ],
);

/** A provider's sign-in tied to a user. A removed one is kept while its removal can be disavowed. */
export const identities = pgTable(
  'identities',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** As in lib/web/providers.ts: which button signs in with it. */
    provider: text('provider').notNull(),
    /** Who vouches for the subject. Another issuer's subjects are other people, even under the same provider. */
    issuer: text('issuer').notNull(),
    /** The user there; it never changes, as an address may. */
    subject: text('subject').notNull(),
    /** The address there when it was tied, so that its owner can tell two apart; empty without one. Nothing is sent to it. */
    email: text('email').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
    removedAt: moment('removed_at'),
  },
  (t) => [
    uniqueIndex('identities_subject').on(t.issuer, t.subject).where(sql`${t.removedAt} is null`),
    index('identities_user').on(t.userId),
    index('identities_removed').on(t.removedAt).where(sql`${t.removedAt} is not null`),
  ],
);

/** The waiting period of an owner who has lost every factor and code. */
export const recoveryWaits = pgTable(
  'recovery_waits',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    openedAt: moment('opened_at').notNull().defaultNow(),
    /** From when a link can be mailed that removes the factors. */
    endsAt: moment('ends_at').notNull(),
    cancelledAt: moment('cancelled_at'),
    /** When that link set a password. */
    finishedAt: moment('finished_at'),
  },
  (t) => [
    uniqueIndex('recovery_waits_user').on(t.userId).where(sql`${t.cancelledAt} is null and ${t.finishedAt} is null`),
    index('recovery_waits_any_user').on(t.userId),
    index('recovery_waits_ends').on(t.endsAt),
  ],
);

/** What works once and has no row of its own: the challenges of passkeys, and the second steps of sign-ins. */
export const spentTokens = pgTable(
  'spent_tokens',
  {
    id: text('id').primaryKey(),
    /** From when the token is refused anyway. */
    expiresAt: moment('expires_at').notNull(),
  },
  (t) => [index('spent_tokens_expires').on(t.expiresAt)],
);

const outboxKinds = [
  'reset',
  'registration',
  'password-changed',
  'address-change',
  'backup-address',
  'address-changed',
  'account-deleted',
  'security-changed',
  'wait-ended',
] as const;
/** What a provider reports about an email it accepted. */
export const reportedStates = ['delayed', 'delivered', 'suppressed', 'bounced', 'complained'] as const;
/** The states of an email that a provider accepted. */
export const leftStates = ['sent', ...reportedStates] as const;
export const outboxStates = ['queued', 'sending', ...leftStates, 'no-account', 'superseded', 'failed'] as const;

/** The outbox. Rows hold a reference, never a link: the worker signs the link while it composes the email. */
export const outboxEmails = pgTable(
  'outbox_emails',
  {
    id: id(),
    kind: text('kind', { enum: outboxKinds }).notNull(),
    email: text('email').notNull(),
    canonical: text('canonical').notNull(),
    requestId: text('request_id').notNull(),
    requester: jsonb('requester').$type<StoredRequester>().notNull(),
    locale: text('locale').notNull(),
    /** The id of the row that the email is about (reset, registration, address change, disavowal); null until it exists. */
    reference: uuid('reference'),
    /** Only for notices. */
    detail: jsonb('detail').$type<NoticeDetail>(),
    /** Sent by the application's own decision: exempt from rate limits. */
    owed: boolean('owed').notNull().default(false),
    /** Emails with a lower number are claimed first: lib/mail/turns.ts. */
    turn: integer('turn').notNull().default(0),
    state: text('state', { enum: outboxStates }).notNull().default('queued'),
    attempts: integer('attempts').notNull().default(0),
    /** When a worker may claim it; while it is being sent, when that worker's lease ends. */
    dueAt: moment('due_at').notNull().defaultNow(),
    /** The day it was queued for, if later than its creation. Its age counts from then: lib/mail/settling.ts. */
    notBefore: moment('not_before'),
    /** Human-readable: why the last attempt failed, or what the provider reported. */
    lastError: text('last_error'),
    provider: text('provider'),
    providerId: text('provider_id'),
    /** When the provider last reported on it, by the provider's clock. */
    reportedAt: moment('reported_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    settledAt: moment('settled_at'),
  },
  (t) => [
    index('outbox_emails_due').on(t.turn, t.dueAt).where(sql`${t.state} in ('queued', 'sending')`),
    index('outbox_emails_settled').on(t.settledAt),
    index('outbox_emails_canonical').on(t.canonical, t.createdAt),
    index('outbox_emails_counted').on(t.settledAt).where(sql`${t.turn} > 6`),
    index('outbox_emails_undeliverable')
      .on(t.settledAt)
      .where(sql`${t.state} in ('suppressed', 'bounced', 'complained', 'failed')`),
    index('outbox_emails_no_account').on(t.settledAt).where(sql`${t.state} = 'no-account'`),
    index('outbox_emails_provider').on(t.providerId).where(sql`${t.providerId} is not null`),
  ],
);

export const auditEvents = pgTable(
  'audit_events',
  {
    id: bigint('id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    name: text('name').notNull(),
    /** No foreign key: events outlive the user. */
    userId: uuid('user_id'),
    /** HMAC of the canonical address, for events that were recorded without looking up a user. */
    subject: text('subject'),
    network: text('network').notNull(),
    device: text('device').notNull(),
    reason: text('reason'),
  },
  (t) => [
    index('audit_events_user').on(t.userId, t.at),
    index('audit_events_subject').on(t.subject, t.at),
    index('audit_events_at').on(t.at),
  ],
);

/** What anyone can repeat, counted for each account or address, kind and day instead of listed. */
export const auditCounts = pgTable(
  'audit_counts',
  {
    /** The user's id or, where no user was looked up or found, the subject. */
    key: text('key').notNull(),
    name: text('name').notNull(),
    /** In UTC. */
    day: date('day').notNull(),
    /** HMAC of the canonical address, if the event is about one. */
    subject: text('subject'),
    count: integer('count').notNull().default(1),
    firstAt: moment('first_at').notNull(),
    lastAt: moment('last_at').notNull(),
    /** Of the last one, like the device. */
    network: text('network').notNull(),
    device: text('device').notNull(),
  },
  // None on a column that changes with every count, so that PostgreSQL can update a row in place.
  (t) => [
    primaryKey({ columns: [t.key, t.name, t.day] }),
    index('audit_counts_subject').on(t.subject),
    index('audit_counts_first').on(t.firstAt),
    index('audit_counts_without_user').on(t.firstAt).where(sql`${t.key} = ${t.subject}`),
  ],
);

export const rateLimits = pgTable(
  'rate_limits',
  {
    /** HMAC of policy and subject, so the table holds no readable address or IP address. */
    key: text('key').primaryKey(),
    policy: text('policy').notNull(),
    /** The times of the granted attempts that still count; of a ceiling, when the current minute began. */
    grantedAt: moment('granted_at').array().notNull(),
    /** Whether the newest attempt was granted. */
    granted: boolean('granted').notNull(),
    /** Attempts refused since the last grant, for operators. */
    refused: integer('refused').notNull().default(0),
    /** The attempts that a ceiling granted in the current minute. */
    counted: integer('counted').notNull().default(0),
    /** From when the row is not needed. Refusals leave it, so they change no index. */
    expiresAt: moment('expires_at').notNull().default(sql`now() + interval '1 day'`),
  },
  (t) => [index('rate_limits_expires').on(t.expiresAt)],
);

/** What comparisons with imported passwords compute. Every sign-in computes all of it, so that its time does not tell who has an account. */
export const importedWorks = pgTable('imported_works', {
  work: text('work').primaryKey(),
  /** Of the last import with it. */
  addedAt: moment('added_at').notNull().defaultNow(),
});

/**
 * Since when the known devices of an address count: cookies issued before are those of strangers. Written by every new password, change of
 * address, lock, disabling and deletion, and for all owners after a restore; read by requests that may not read users.
 */
export const deviceGenerations = pgTable(
  'device_generations',
  {
    /** The digest of the canonical address, as in the cookie. No foreign key: the row outlives the user. */
    owner: text('owner').primaryKey(),
    notBefore: moment('not_before').notNull(),
  },
  (t) => [index('device_generations_not_before').on(t.notBefore)],
);

/** Records whether a transaction was committed or never will be, for when the response to its COMMIT is lost. */
export const transactionOutcomes = pgTable(
  'transaction_outcomes',
  {
    /** Chosen by the application; new for each attempt. */
    id: uuid('id').primaryKey(),
    /** True: inserted by the transaction itself. False: inserted by a look-up that came first, which prevents the commit. */
    committed: boolean('committed').notNull(),
    /** Not now(), the start of the transaction: the row of a long transaction could be swept as it commits. */
    at: moment('at').notNull().default(sql`clock_timestamp()`),
  },
  (t) => [index('transaction_outcomes_at').on(t.at)],
);
