import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Parameter, prepared } from '@/db';
import type { accounts, resets } from '@/db/schema';
import * as events from '../events';
import type * as outbox from '../outbox';
import * as token from '../token';

/** A reset link lives so long from the moment the worker signs it (ASVS 6.4.1). */
export const resetLifetimeMinutes = 30;

/** What a link is made of. */
export type Link = Pick<
  typeof resets.$inferSelect,
  'id' | 'accountId' | 'askId' | 'keyId' | 'issuedAt' | 'expiresAt'
> & {
  account: Pick<typeof accounts.$inferSelect, 'email' | 'name'> | null;
};

/** Writes the reset of an email and the audit event of its request. @returns null when no account has the address */
export async function createReset(letter: outbox.Letter): Promise<Link | null> {
  const { id, canonical, askId, origin, createdAt } = letter;
  const keyId = token.currentKeyId();
  const values = { letter: id, canonical, askId, keyId, requestedAt: createdAt.toISOString() };
  // A fresh reset for an email that could not leave in time is not another request.
  const write = letter.reference === null ? createFirst : createAgain;
  const [row] = await write({ ...values, ...events.valuesOf(canonical, origin) });
  if (!row) return null;
  const { id: resetId, accountId, email, name, issuedAt, expiresAt } = row;
  return { id: resetId, accountId, askId, keyId, issuedAt, expiresAt, account: { email, name } };
}

type ParameterName = 'letter' | 'canonical' | 'askId' | 'keyId' | 'requestedAt' | events.ParameterName;

const moment = z.number().transform((seconds) => new Date(seconds * 1000));
const createdRow = z.object({
  id: z.string(),
  accountId: z.string(),
  email: z.string(),
  name: z.string(),
  issuedAt: moment,
  expiresAt: moment,
});

// Prepared, and one statement for an address with an account and without: the worker runs it for every reset email.
const create = (isFirst: boolean) =>
  prepared((parameter: Parameter<ParameterName>) => {
    const whoAndWhen = { accountId: sql`account.id`, at: sql`${parameter('requestedAt')}::timestamptz` };
    const from = sql`(values (true)) always left join account on true`;
    const requested = events.insertion('reset.requested', from, parameter, whoAndWhen);
    return sql`with account as (
        select id, email, name, credential_version from accounts
        where canonical = ${parameter('canonical')} and status <> 'disabled'),
      reset as (
        insert into resets (account_id, email, credential_version, ask_id, key_id, expires_at)
        select id, email, credential_version, ${parameter('askId')}, ${parameter('keyId')},
          now() + make_interval(mins => ${sql.raw(String(resetLifetimeMinutes))}) from account
        returning id, account_id, issued_at, expires_at),
      carried as (update letters set reference = reset.id from reset where letters.id = ${parameter('letter')}::uuid)
      ${isFirst ? sql`, requested as (${requested})` : sql``}
      select reset.id, account_id as "accountId", email, name, extract(epoch from issued_at)::float8 as "issuedAt",
        extract(epoch from expires_at)::float8 as "expiresAt" from reset join account on account.id = account_id`;
  }, createdRow);
const createFirst = create(true);
const createAgain = create(false);

/** What an address without an account gets: the same signing and writing, for nobody. */
export function nobodys({ id, askId, createdAt }: outbox.Letter): Link {
  const expiresAt = new Date(createdAt.getTime() + resetLifetimeMinutes * 60_000);
  return { id, accountId: id, askId, keyId: token.currentKeyId(), issuedAt: createdAt, expiresAt, account: null };
}
