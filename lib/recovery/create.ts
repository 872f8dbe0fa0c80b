import { sql } from 'drizzle-orm';
import { hole, statement } from '@/db';
import type { accounts, resets } from '@/db/schema';
import { grouped } from '../groups';
import type * as outbox from '../outbox';
import { digest } from '../throttle';
import * as token from '../token';

/** A reset link lives so long from the moment the worker signs it (DESIGN: 30 minutes; ASVS 6.4.1). */
export const resetLifetimeMinutes = 30;

/** What a link is made of. */
export type Link = Pick<
  typeof resets.$inferSelect,
  'id' | 'accountId' | 'askId' | 'keyId' | 'issuedAt' | 'expiresAt'
> & {
  account: Pick<typeof accounts.$inferSelect, 'email' | 'name'> | null;
};

/**
 * Writes the reset of a letter, and the event of its ask: one statement for addresses with an account and without, and each
 * letter learns what it carries.
 */
export const createReset = grouped(async (asked: outbox.Letter[]): Promise<(Link | null)[]> => {
  const column = (pick: (letter: outbox.Letter) => unknown) => asked.map(pick);
  const rows = await createAll({
    ...{ letter: column(({ id }) => id), canonical: column(({ canonical }) => canonical) },
    ...{ askId: column(({ askId }) => askId), keyId: token.currentKeyId() },
    ...{
      subject: column(({ canonical }) => digest(canonical)),
      at: column(({ createdAt }) => createdAt.toISOString()),
    },
    ...{ network: column(({ origin }) => origin.network), device: column(({ origin }) => origin.device) },
    isFirst: column(({ reference }) => reference === null),
  });
  const made = new Map(rows.map((row) => [row.letter, row]));
  return asked.map((letter) => toLink(letter, made.get(letter.id)));
});

const createAll = statement<NewReset>(
  () => sql`with asked as materialized (
      select *, gen_random_uuid() as reset_id
      from unnest(${hole('letter')}::uuid[], ${hole('canonical')}::text[], ${hole('askId')}::text[], ${hole('subject')}::text[],
        ${hole('at')}::timestamptz[], ${hole('network')}::text[], ${hole('device')}::text[], ${hole('isFirst')}::boolean[])
        asked (letter, canonical, ask_id, subject, at, network, device, is_first)),
    found as (
      select asked.*, accounts.id as account_id, email, name, credential_version from asked
      join accounts on accounts.canonical = asked.canonical and status <> 'disabled'),
    reset as (
      insert into resets (id, account_id, email, credential_version, ask_id, key_id, expires_at)
      select reset_id, account_id, email, credential_version, ask_id, ${hole('keyId')},
        now() + make_interval(mins => ${sql.raw(String(resetLifetimeMinutes))}) from found
      returning id, issued_at, expires_at),
    noted as (update letters set reference = reset_id from found where letters.id = found.letter),
    requested as (
      insert into events (name, account_id, subject, network, device, at)
      select 'reset.requested', account_id, asked.subject, asked.network, asked.device, asked.at
      from asked left join found using (letter) where asked.is_first)
    select letter, reset_id, account_id, email, name, extract(epoch from issued_at)::float8 as issued,
      extract(epoch from expires_at)::float8 as expires from found join reset on reset.id = reset_id`,
);

type NewReset = {
  letter: string;
  reset_id: string;
  account_id: string;
  email: string;
  name: string;
  issued: number;
  expires: number;
};

function toLink({ askId }: outbox.Letter, row: NewReset | undefined): Link | null {
  if (!row) return null;
  const { reset_id: id, account_id: accountId, email, name } = row;
  const [issuedAt, expiresAt] = [new Date(row.issued * 1000), new Date(row.expires * 1000)];
  return { id, accountId, askId, keyId: token.currentKeyId(), issuedAt, expiresAt, account: { email, name } };
}

/** What an address without an account gets: the same signing and writing, for nobody. */
export function nobodys({ id, askId, createdAt }: outbox.Letter): Link {
  const expiresAt = new Date(createdAt.getTime() + resetLifetimeMinutes * 60_000);
  return { id, accountId: id, askId, keyId: token.currentKeyId(), issuedAt: createdAt, expiresAt, account: null };
}
