import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { runOnce } from '@/lib/delivery/worker';
import { createUser } from '@/lib/testing';
import { sweep } from './retention';

const { id: userId } = await createUser();
const sessions = 'insert into sessions (user_id, network, device, last_seen_at, created_at) values';
const outboxEmails =
  'insert into outbox_emails (kind, email, canonical, request_id, requester, locale, state, settled_at) values';
const outboxEmail = (state: string, age: string) =>
  `${outboxEmails} ('reset', 'a@b.test', 'a@b.test', '', '{"network":"","device":""}', 'en', '${state}', now() - interval '${age}')`;
const ended = (columns: string, values: string) => (age: string) =>
  `insert into ${columns} values (${values}, now() - interval '${age}')`;
const id = `'${userId}'`;
const counted = (key: string, subject: string) => `${key}, gen_random_uuid()::text, now(), ${subject}, now(), '', ''`;

/** For each kind: how to write a row of an age, the longest age that stays, and the shortest that goes. */
const figures: [kind: string, table: string, write: (age: string) => string, stays: string, goes: string][] = [
  ['emails without an account', 'outbox_emails', (age) => outboxEmail('no-account', age), '59 minutes', '61 minutes'],
  [
    ...(['resets that found no place', 'outbox_emails'] as const),
    ended(
      'outbox_emails (kind, email, canonical, request_id, requester, locale, turn, due_at)',
      `'reset', '', '', '', '{"network":"","device":""}', 'en', 8`,
    ),
    ...(['11.9 hours', '12.1 hours'] as const),
  ],
  ['emails', 'outbox_emails', (age) => outboxEmail('sent', age), '29.9 days', '30.1 days'],
  ['emails', 'outbox_emails', (age) => outboxEmail('failed', age), '29.9 days', '30.1 days'],
  [
    ...(['reset links', 'resets'] as const),
    ended('resets (user_id, email, credential_version, request_id, key_id, expires_at)', `${id}, '', 1, '', ''`),
    ...(['6.9 days', '7.1 days'] as const),
  ],
  [
    ...(['address changes', 'address_changes'] as const),
    ended('address_changes (user_id, email, canonical, credential_version, expires_at)', `${id}, '', '', 1`),
    ...(['6.9 days', '7.1 days'] as const),
  ],
  [
    ...(['disavowals', 'disavowals'] as const),
    ended('disavowals (user_id, kind, email, canonical, key_id, expires_at)', `${id}, 'password', '', '', ''`),
    ...(['-1 minutes', '1 minute'] as const),
  ],
  [
    ...(['removed authenticator apps', 'authenticators'] as const),
    ended('authenticators (user_id, secret, key_id, last_step, removed_at)', `${id}, '', '', 1`),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['removed passkeys', 'passkeys'] as const),
    ended(
      'passkeys (user_id, credential_id, public_key, counter, transports, is_backed_up, name, removed_at)',
      `${id}, gen_random_uuid(), '', 0, '{}', true, ''`,
    ),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['removed recovery codes', 'recovery_codes'] as const),
    ended('recovery_codes (user_id, hash, removed_at)', `${id}, gen_random_uuid()`),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['used recovery codes', 'recovery_codes'] as const),
    ended('recovery_codes (user_id, hash, used_at)', `${id}, gen_random_uuid()`),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['removed identities', 'identities'] as const),
    ended('identities (user_id, provider, issuer, subject, email, removed_at)', `${id}, '', '', '', ''`),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['removed backup addresses', 'backup_addresses'] as const),
    ended(
      'backup_addresses (user_id, email, canonical, credential_version, expires_at, confirmed_at, removed_at)',
      `${id}, '', '', 1, now(), now() - interval '9 days'`,
    ),
    ...(['7.9 days', '8.1 days'] as const),
  ],
  [
    ...(['unconfirmed backup addresses', 'backup_addresses'] as const),
    ended('backup_addresses (user_id, email, canonical, credential_version, expires_at)', `${id}, '', '', 1`),
    ...(['6.9 days', '7.1 days'] as const),
  ],
  [
    ...(['waiting periods', 'recovery_waits'] as const),
    ended('recovery_waits (user_id, cancelled_at, ends_at)', `${id}, now()`),
    ...(['29.9 days', '30.1 days'] as const),
  ],
  [
    ...(['used tokens', 'spent_tokens'] as const),
    ended('spent_tokens (id, expires_at)', 'gen_random_uuid()'),
    ...(['-1 minutes', '1 minute'] as const),
  ],
  [
    ...(['registrations', 'registrations'] as const),
    ended('registrations (name, email, canonical, password_hash, expires_at)', `'', '', '', ''`),
    ...(['6.9 days', '7.1 days'] as const),
  ],
  [
    ...(['unused sessions', 'sessions'] as const),
    (age) => `${sessions} (${id}, '', '', now() - interval '${age}', now() - interval '20 days')`,
    ...(['13.9 days', '14.1 days'] as const),
  ],
  [
    ...(['old sessions', 'sessions'] as const),
    (age) => `${sessions} (${id}, '', '', now(), now() - interval '${age}')`,
    ...(['29.9 days', '30.1 days'] as const),
  ],
  [
    ...(['rate limits', 'rate_limits'] as const),
    (age) => `insert into rate_limits (key, policy, granted_at, granted, expires_at)
      values ('${randomUUID()}', 'p', '{}', true, now() + interval '1 hour' - interval '${age}')`,
    ...(['59 minutes', '61 minutes'] as const),
  ],
  [
    ...(['device generations', 'device_generations'] as const),
    (age) => `insert into device_generations values ('${randomUUID()}', now() - interval '${age}')`,
    ...(['399.9 days', '400.1 days'] as const),
  ],
  [
    ...(['outcomes of transactions', 'transaction_outcomes'] as const),
    ended('transaction_outcomes (id, committed, at)', 'gen_random_uuid(), true'),
    ...(['59 minutes', '61 minutes'] as const),
  ],
  [
    'audit events',
    'audit_events',
    ended('audit_events (name, network, device, at)', `'', '', ''`),
    '179.9 days',
    '180.1 days',
  ],
  [
    'audit counts',
    'audit_counts',
    ended('audit_counts (key, name, day, subject, last_at, network, device, first_at)', counted(id, "''")),
    '179.9 days',
    '180.1 days',
  ],
  [
    'audit counts without an account',
    'audit_counts',
    ended('audit_counts (key, name, day, subject, last_at, network, device, first_at)', counted("'x'", "'x'")),
    '59 minutes',
    '61 minutes',
  ],
  // Last: it empties the table of users.
  [
    ...(['deleted accounts', 'users'] as const),
    (age) =>
      `insert into users (name, email, canonical, status, deleted_at) select '', '', gen_random_uuid(), 'deleted', now() - interval '${age}'`,
    ...(['6.9 days', '7.1 days'] as const),
  ],
];

describe.each(figures)('%s', (kind, table, write, stays, goes) => {
  const count = async () => Number((await db().execute(sql`select count(*) as n from ${sql.identifier(table)}`))[0]?.n);

  test(`stay for ${stays}, and are gone after ${goes}`, async () => {
    await sweep();
    const before = await count();
    await db().execute(sql.raw(write(stays)));
    expect((await sweep()).filter(({ removed }) => removed > 0)).toEqual([]);
    await db().execute(sql.raw(write(goes)));
    expect((await sweep()).filter(({ removed }) => removed > 0)).toEqual([{ kind, removed: 1 }]);
    expect(await count()).toBe(before + 1);
    await db().execute(sql`delete from ${sql.identifier(table)}`);
  });
});

test('what was counted for the address of an account stays, because its reset emails or sign-ins name the account', async () => {
  await db().execute(sql`insert into audit_counts (key, name, day, subject, first_at, last_at, network, device)
    values ('known', 'reset.suppressed', now(), 'known', now() - interval '2 hours', now(), '', ''),
      (${userId}, 'reset.requested', now(), 'known', now() - interval '2 hours', now(), '', ''),
      ('signed-in', 'account.registered', now(), 'signed-in', now() - interval '2 hours', now(), '', '')`);
  await db().execute(sql`insert into audit_events (name, user_id, subject, network, device)
    values ('session.started', ${userId}, 'signed-in', '', '')`);
  await sweep();
  expect(await db().execute(sql`select 1 from audit_counts`)).toHaveLength(3);
  await db().execute(sql`delete from audit_events`);
  await db().execute(sql`delete from audit_counts`);
});

test('what leads into an account is never swept, however old', async () => {
  const { id: owner } = await createUser();
  const old = "now() - interval '1 year'";
  for (const row of [
    `authenticators (user_id, secret, key_id, last_step, created_at) values ('${owner}', '', '', 1, ${old})`,
    `passkeys (user_id, credential_id, public_key, counter, transports, is_backed_up, name, created_at)
      values ('${owner}', 'old', '', 0, '{}', true, '', ${old})`,
    `recovery_codes (user_id, hash, created_at) values ('${owner}', 'old', ${old})`,
    `backup_addresses (user_id, email, canonical, credential_version, expires_at, confirmed_at)
      values ('${owner}', '', 'old', 1, ${old}, ${old})`,
  ])
    await db().execute(sql.raw(`insert into ${row}`));
  expect((await sweep()).filter(({ removed }) => removed > 0)).toEqual([]);
});

test('an email that still waits is never swept, however old', async () => {
  await db().execute(sql.raw(outboxEmail('queued', '0 days').replace(/now\(\) - interval '[^']*'/, 'null')));
  await db().execute(
    sql`update outbox_emails set created_at = now() - interval '1 year', due_at = now() - interval '1 year'`,
  );
  await sweep();
  expect(await db().execute(sql`select state from outbox_emails`)).toMatchObject([{ state: 'queued' }]);
});

test('an email that no worker came back with is given up, and the log says so', async () => {
  await db().execute(sql.raw(outboxEmail('sending', '0 days').replace(/now\(\) - interval '[^']*'/, 'null')));
  await db().execute(sql`update outbox_emails set created_at = now() - interval '13 hours', due_at = now() - interval '1 hour'
    where state = 'sending'`);
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await sweep();
  await sweep();
  const lines = write.mock.calls.map(([text]) => JSON.parse(String(text)));
  write.mockRestore();
  expect(lines).toMatchObject([{ level: 'error', message: 'emails given up', emails: 1 }]);
  await db().execute(sql`delete from outbox_emails`);
});

test('what has piled up goes in small statements, and the rest waits for the next look', async () => {
  await db().execute(sql`insert into audit_events (name, network, device, at)
    select '', '', '', now() - interval '1 year' from generate_series(1, 5000)`);
  const removed = async (rounds: number) => (await sweep(rounds)).find(({ kind }) => kind === 'audit events')?.removed;
  expect(await removed(1)).toBe(2000);
  expect(await removed(10)).toBe(3000);
});

test('what one sweep has left does not wait for an hour', async () => {
  await db().execute(sql`insert into audit_events (name, network, device, at)
    select '', '', '', now() - interval '1 year' from generate_series(1, 20005)`);
  const left = () => db().execute(sql`select 1 from audit_events where at < now() - interval '180 days'`);
  await runOnce(0);
  expect(await left()).toHaveLength(5);
  await runOnce(0);
  expect(await left()).toHaveLength(0);
  // Now everything is done, and the hour counts.
  await db().execute(
    sql`insert into audit_events (name, network, device, at) values ('', '', '', now() - interval '1 year')`,
  );
  await runOnce(0);
  expect(await left()).toHaveLength(1);
  await sweep();
});

test('two sweepers at once neither wait for each other nor fail', async () => {
  await db().execute(sql`insert into audit_events (name, network, device, at)
    select '', '', '', now() - interval '1 year' from generate_series(1, 4000)`);
  const both = await Promise.all([sweep(), sweep(), sweep()]);
  await sweep();
  expect(both.flat().reduce((sum, { removed }) => sum + removed, 0)).toBeGreaterThan(0);
  expect(await db().execute(sql`select 1 from audit_events`)).toHaveLength(0);
});
