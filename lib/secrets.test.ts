import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { personName } from './fields';
import * as outbox from './outbox';
import * as recovery from './recovery';
import * as registrations from './registrations';
import * as sessions from './sessions';
import { ask, createAccount, issueLink, newAddress, newOrigin, newPassword } from './testing';
import * as token from './token';
import { cookieName } from './web/cookies';
import { findSessionId } from './web/session-cookie';

const purposes = ['reset', 'confirm', 'session', 'device', 'ticket'] as const;

test('no value in any table works as a link, a session cookie or a password', async () => {
  const secret = newPassword();
  const account = await createAccount(secret);
  await sessions.signIn(account.address, secret, newOrigin());
  const { link } = await issueLink(await ask(account.address));
  const confirmLink = await register();

  const values = await dump();
  // The search finds what it looks for:
  expect(values).toContain(account.canonical);
  expect(await opens(link)).toBe(true);
  expect(await opens(confirmLink)).toBe(true);

  for (const value of values) {
    expect([value, await opens(value)]).toEqual([value, false]);
    expect(value).not.toContain(secret);
    for (const part of [link, confirmLink].flatMap((one) => [one, one.split('.').at(-1) ?? ''])) {
      expect(value).not.toContain(part);
    }
  }
});

/** Somebody registers, and the confirm link is mailed. */
async function register(): Promise<string> {
  const who = { name: personName.parse('Grace'), address: newAddress(), password: newPassword() };
  await registrations.request(who, 'registration', newOrigin());
  const letter = (await outbox.claim(100)).find(({ kind }) => kind === 'registration');
  const issued = letter ? await registrations.issue(letter) : null;
  if (issued?.outcome !== 'free') throw new Error('No confirm link was issued.');
  return issued.url.split('/').at(-1) ?? '';
}

/** Every value of every table, whole and in the pieces that could be identifiers or tokens. */
async function dump(): Promise<string[]> {
  const tables = await db().execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const rows = await Promise.all(
    tables.map(({ name }) =>
      db().execute<{ row: string }>(sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`),
    ),
  );
  const values = rows.flat().flatMap(({ row }) => Object.values<unknown>(JSON.parse(row)));
  const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return [...new Set(texts.flatMap((text) => [text, ...(text.match(/[\w.-]{8,}/g) ?? [])]))];
}

/** Whether a string is worth anything to somebody who holds it. */
async function opens(value: string): Promise<boolean> {
  const verified = await Promise.all(purposes.map((purpose) => token.verify(purpose, value)));
  const standings = [(await recovery.find(value, newOrigin())).state, (await registrations.find(value)).state];
  const cookie = `${cookieName('session')}=${value.replace(/[^\w.-]/g, '')}`;
  if (await findSessionId(new Request('http://localhost:3000', { headers: { cookie } }))) return true;
  return verified.some(({ outcome }) => outcome !== 'invalid') || standings.some((state) => state !== 'invalid');
}
