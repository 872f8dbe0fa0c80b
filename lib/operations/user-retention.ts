import { sql } from 'drizzle-orm';
import { ended } from './ended';

// What is kept of users, besides what a reset needs, and for how long.

export { eraseDeleted, erasedAtOnce } from './erasure';

export const userRules = [
  ended('address changes', 'address_changes', sql`expires_at < now() - interval '7 days'`),
  ended('disavowals', 'disavowals', sql`expires_at < now()`),
  // A day longer than what happened to them can be disavowed.
  ended('removed authenticator apps', 'authenticators', sql`removed_at < now() - interval '8 days'`),
  ended('removed passkeys', 'passkeys', sql`removed_at < now() - interval '8 days'`),
  ended('removed recovery codes', 'recovery_codes', sql`removed_at < now() - interval '8 days'`),
  ended('used recovery codes', 'recovery_codes', sql`used_at < now() - interval '8 days'`),
  ended('removed identities', 'identities', sql`removed_at < now() - interval '8 days'`),
  ended('removed backup addresses', 'backup_addresses', sql`removed_at < now() - interval '8 days'`),
  ended(
    'unconfirmed backup addresses',
    'backup_addresses',
    sql`confirmed_at is null and expires_at < now() - interval '7 days'`,
  ),
  // Ended or not: the link at its end works for a day.
  ended('waiting periods', 'recovery_waits', sql`ends_at < now() - interval '30 days'`),
  ended('used tokens', 'spent_tokens', sql`expires_at < now()`),
  ended('registrations', 'registrations', sql`expires_at < now() - interval '7 days'`),
  ended('unused sessions', 'sessions', sql`last_seen_at < now() - interval '14 days'`),
  ended('old sessions', 'sessions', sql`created_at < now() - interval '30 days'`),
  // Once no imported password is left. CASE: looks through users only when there is a row to remove.
  ended(
    'works of imported passwords',
    'imported_works',
    sql`case when added_at < now() - interval '1 day'
      then not exists (select 1 from users where password_hash not like 'bcrypt-sha384:%') end`,
  ),
];
