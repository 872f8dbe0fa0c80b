import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openConnection } from '@/db/connection';
import { deliverDue } from '@/lib/delivery/deliver';
import * as outbox from '@/lib/mail/outbox';
import { sweep } from '@/lib/operations/retention';
import * as resetRequests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';
import * as backupAddresses from '@/lib/users/backup-addresses';
import * as identitySignIns from '@/lib/users/identity-sign-ins';
import * as registrations from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import { findHolder } from '@/lib/users/taken-addresses';
import * as auditTrail from './audit-trail';
import {
  createUser,
  databaseUrl,
  mailLink,
  newAddress,
  newApplicant,
  newPassword,
  newRequester,
  record,
  take,
} from './testing';

// Every statement must find its rows by an index, so that it stays fast with a million users, emails and events.
// The tables are large enough for the planner to prefer indexes, and full of finished rows.
const many = 20_000;
// How many blocks of 8 kB a statement may read. A whole table has several hundred.
const maxBlocks = 100;
const connection = openConnection(databaseUrl, { connectMs: 10_000 });
const run = (text: string, values: unknown[] = []) => connection.query({ text, values });
let version = 0;

beforeAll(async () => {
  version = Number((await run('show server_version_num'))[0]?.server_version_num);
  const past = `now() - interval '2 days' + n * interval '1 second'`;
  for (const statement of [
    `insert into users (name, email, canonical) select 'Ada', n || '@old.test', n || '@old.test' from generate_series(1, ${many}) n`,
    `insert into outbox_emails (kind, email, canonical, request_id, requester, locale, state, settled_at, due_at, provider_id, turn)
      select 'reset', n || '@old.test', n || '@old.test', n, '{}', 'en', 'sent', ${past}, ${past}, n, 2 + n % 1200 from generate_series(1, ${many}) n`,
    `insert into resets (user_id, email, credential_version, request_id, key_id, expires_at)
      select id, email, 1, email, 'key', now() from users`,
    `insert into registrations (name, email, canonical, password_hash, expires_at)
      select name, email, canonical, 'hash', now() from users`,
    `insert into disavowals (user_id, kind, email, canonical, key_id, expires_at)
      select id, 'password', email, canonical, 'key', now() + interval '1 day' from users`,
    `insert into address_changes (user_id, email, canonical, credential_version, expires_at)
      select id, email, canonical, 1, now() from users`,
    `insert into sessions (user_id, network, device) select id, '10.0.0.1', 'Firefox' from users`,
    `insert into authenticators (user_id, secret, key_id, last_step, removed_at)
      select id, '', '', 0, case when random() < 0.1 then now() end from users`,
    `insert into passkeys (user_id, credential_id, public_key, counter, transports, is_backed_up, name)
      select id, id, '', 0, '{}', true, '' from users`,
    `insert into identities (user_id, provider, issuer, subject, email, removed_at)
      select id, 'oidc', 'https://id.example.test', id, email, case when random() < 0.1 then now() end from users`,
    `insert into recovery_codes (user_id, hash, used_at)
      select id, id::text, case when random() < 0.1 then now() end from users`,
    `insert into backup_addresses (user_id, email, canonical, credential_version, expires_at, confirmed_at, removed_at)
      select id, '', 'b' || canonical, 1, now(), case when random() < 0.8 then now() end, case when random() < 0.1 then now() end from users`,
    `insert into recovery_waits (user_id, ends_at, cancelled_at)
      select id, now() + interval '1 day', case when random() < 0.8 then now() end from users`,
    `insert into spent_tokens select id, now() + interval '5 minutes' from users`,
    `insert into audit_events (name, user_id, subject, network, device, at)
      select 'session.started', id, null, '10.0.0.1', 'Firefox', now() - random() * interval '100 days' from users`,
    `insert into audit_counts (key, name, day, subject, first_at, last_at, network, device)
      select id, 'session.refused', now(), canonical, now(), now(), '10.0.0.1', 'Firefox' from users`,
    `insert into rate_limits (key, policy, granted_at, granted) select n, 'reset/address', array[now()], true from generate_series(1, ${many}) n`,
    `insert into device_generations select canonical, now() - random() * interval '100 days' from users`,
    `insert into transaction_outcomes (id, committed) select gen_random_uuid(), true from generate_series(1, ${many})`,
    `analyze`,
  ])
    await run(statement);
}, 60_000);
afterAll(() => connection.close());

describe('in large tables, an index leads to the rows of', () => {
  test('requesting a reset', async () => {
    await expectIndexes(() => resetRequests.requestReset(newAddress(), 'request', newRequester()));
  });

  test('delivering, to known and unknown addresses', async () => {
    const { address } = await createUser();
    await resetRequests.requestReset(address, 'known', newRequester());
    await resetRequests.requestReset(newAddress(), 'unknown', newRequester());
    await expectIndexes(() => deliverDue());
  });

  test('claiming one email of a known device and one of a new network, behind those that wait', async () => {
    await run(`insert into outbox_emails (kind, email, canonical, request_id, requester, locale, due_at, turn)
      select 'reset', n || '@due.test', n || '@due.test', n, '{}', 'en', now() - interval '1 hour' + n % 7 * interval '30 minutes',
        2 * (2 + n % 600) from generate_series(1, ${many}) n`);
    await run('analyze outbox_emails');
    await resetRequests.requestReset(newAddress(), 'new', newRequester());
    await expectIndexes(() => outbox.claim(3, { resets: 1, registrations: 1 }));
    await expectIndexes(() => outbox.claim(1, { resets: 0, registrations: 0 }));
    await expectIndexes(() => outbox.countLeft());
    await run(`delete from outbox_emails where canonical like '%@due.test'`);
    await run('analyze outbox_emails');
  });

  test('opening a link and setting a password', async () => {
    const { address } = await createUser(newPassword());
    const { link, id } = await mailLink(address);
    await expectIndexes(() => recovery.open(link, newRequester()));
    await expectIndexes(() => recovery.complete(link, id, newPassword(), newRequester()));
  });

  test('signing in, and being signed in', async () => {
    const secret = newPassword();
    const { address, id } = await createUser(secret);
    await expectIndexes(() => sessions.signIn(address, secret, newRequester()));
    const [session] = await sessions.list(id);
    await expectIndexes(() => sessions.find(session?.id ?? ''));
    await expectIndexes(() => sessions.list(id));
    await expectIndexes(() => auditTrail.list(id));
    await expectIndexes(() => auditTrail.listCounts(id));
  });

  test('signing in with an identity', async () => {
    const address = newAddress();
    const [provider, issuer, subject] = ['oidc', 'https://id.example.test', address.canonical];
    const claims = { provider, issuer, subject, name: 'Ada', address, isVerified: true };
    const asked = { for: 'sign-in', userId: null } as const;
    await identitySignIns.signIn(claims, asked, newRequester());
    await expectIndexes(() => identitySignIns.signIn(claims, asked, newRequester()));
  });

  test('registering', async () => {
    const applicant = newApplicant();
    await expectIndexes(() => registrations.request(applicant, 'request', newRequester()));
    await expectIndexes(() => deliverDue());
  });

  test('adding and removing a backup address', async () => {
    const secret = newPassword();
    const { id } = await createUser(secret);
    const backup = newAddress();
    await expectIndexes(() => backupAddresses.request(id, backup, secret, 'backup', newRequester()));
    const issued = await backupAddresses.issue(await take('backup'));
    const link = issued.outcome === 'free' ? (issued.url.split('/').at(-1) ?? '') : '';
    await expectIndexes(() => backupAddresses.confirm(link, { signedIn: id }, newRequester()));
    await expectIndexes(() => backupAddresses.findOf(id));
    await expectIndexes(() => findHolder(backup.canonical));
    await expectIndexes(() => backupAddresses.remove(id, secret, newRequester()));
  });

  test('sweeping expired rows', async () => {
    await expectIndexes(sweep);
  });
});

/** Explains every statement that `work` runs, with its values and with a generic plan. */
async function expectIndexes(work: () => Promise<unknown>): Promise<void> {
  const statements = (await record(work)).filter(({ text }) =>
    /^\s*(with|select|insert|update|delete)\b[^;]*$/i.test(text),
  );
  expect(statements.length).toBeGreaterThan(0);
  for (const { text, values } of statements) {
    // Runs it again to measure what it reads, and rolls back.
    await run('begin');
    const [explained] = await run(`explain (analyze, buffers, format json) ${text}`, values);
    await run('rollback');
    const { 'Shared Hit Blocks': hit, 'Shared Read Blocks': read } = explained?.['QUERY PLAN'][0].Plan ?? {};
    expect(hit + read, text).toBeLessThan(maxBlocks);
    const plans = [explained];
    // PostgreSQL 16 introduced generic_plan.
    if (version >= 160_000) plans.push(...(await run(`explain (format json, generic_plan) ${text}`)));
    for (const plan of plans) expect(listScans(plan?.['QUERY PLAN'][0].Plan), text).toEqual([]);
  }
}

type Node = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
};

// Reading a whole index counts as a scan too, except outbox_emails_due, which only contains unfinished emails, and users_imported_password,
// of which one row is enough. imported_works has a handful of rows.
function listScans(node: Node): string[] {
  const isScan = /^(Seq Scan|Sample Scan)$/.test(node['Node Type']) && node['Relation Name'] !== 'imported_works';
  const readsWholeIndex =
    /^(Index|Index Only|Bitmap Index) Scan$/.test(node['Node Type']) &&
    !node['Index Cond'] &&
    !['outbox_emails_due', 'users_imported_password'].includes(node['Index Name'] ?? '');
  const found = isScan || readsWholeIndex ? [`${node['Node Type']} of ${node['Relation Name']}`] : [];
  return [...found, ...(node.Plans ?? []).flatMap(listScans)];
}
