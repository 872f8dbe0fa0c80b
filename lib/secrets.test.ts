import { sql } from 'drizzle-orm';
import { Secret, TOTP } from 'otpauth';
import { expect, test } from 'vitest';
import { db, transact } from '@/db';
import * as authenticators from '@/lib/factors/authenticators';
import * as factors from '@/lib/factors/factors';
import * as recoveryCodes from '@/lib/factors/recovery-codes';
import * as outbox from '@/lib/mail/outbox';
import * as recovery from '@/lib/recovery/resets';
import * as registrations from '@/lib/users/registrations';
import * as sessions from '@/lib/users/sessions';
import { cookieName } from '@/lib/web/cookies';
import { findSessionId } from '@/lib/web/session-cookie';
import { createUser, issueLink, newApplicant, newPassword, newRequester, requestReset } from './testing';
import * as token from './token';

const purposes = ['reset', 'confirm', 'session', 'device', 'ticket', 'sign-in', 'passkey', 'factor'] as const;

test('no value in any table works as a link, a session cookie or a password', async () => {
  const secret = newPassword();
  const user = await createUser(secret);
  await sessions.signIn(user.address, secret, newRequester());
  const { link } = await issueLink(await requestReset(user.address));
  const confirmLink = await register();

  const values = await dump();
  // Shows that the search below can find something.
  expect(values).toContain(user.canonical);
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

test('no value in any table is the secret of an app or a recovery code, in any writing, nor accepted as one', async () => {
  const { id } = await createUser();
  const [secret, codes] = [authenticators.createSecret(), recoveryCodes.createCodes()];
  await transact(async (tx) => {
    await authenticators.add(tx, id, secret, 1);
    await recoveryCodes.replaceAll(tx, id, codes);
  });
  const { buffer } = Secret.fromBase32(secret);
  const bytes = Buffer.from(buffer);
  const writings = [secret, ...(['hex', 'base64', 'base64url'] as const).map((encoding) => bytes.toString(encoding))];
  const hidden = [...writings, ...codes, ...codes.map((code) => code.replaceAll('-', ''))];

  const values = await dump();
  expect(values).toContain(id);
  for (const value of values) {
    for (const one of hidden) expect(value.toLowerCase()).not.toContain(one.toLowerCase());
    // Bytes that were stored under another encoding.
    for (const encoding of ['hex', 'base64'] as const)
      expect(Buffer.from(value, encoding).includes(bytes), value).toBe(false);
    const typed = factors.factorCode.safeParse(value);
    if (typed.success) expect([value, await isAccepted(id, typed.data)]).toEqual([value, false]);
  }
  const timestamp = (await authenticators.readClock()) * 1000;
  const right = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
  expect(await isAccepted(id, factors.factorCode.parse(right))).toBe(true);
  expect(await isAccepted(id, factors.factorCode.parse(codes[0]))).toBe(true);
});

async function isAccepted(userId: string, code: factors.FactorCode): Promise<boolean> {
  const given = await transact((tx) => factors.accept(tx, userId, code, newRequester()));
  return given.outcome === 'accepted';
}

/** Registers, and issues the confirmation link. */
async function register(): Promise<string> {
  const applicant = newApplicant();
  await registrations.request(applicant, 'registration', newRequester());
  const outboxEmail = (await outbox.claim(100)).find(({ kind }) => kind === 'registration');
  const issued = outboxEmail ? await registrations.issue(outboxEmail) : null;
  if (issued?.outcome !== 'free') throw new Error('No confirmation link was issued.');
  return issued.url.split('/').at(-1) ?? '';
}

/** Every value of every table, as a whole and in parts that could be identifiers or tokens. */
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

/** Whether a string works as a link, a token or a session cookie. */
async function opens(value: string): Promise<boolean> {
  const verified = await Promise.all(purposes.map((purpose) => token.verify(purpose, value)));
  const standings = [(await recovery.open(value, newRequester())).state, (await registrations.find(value)).state];
  const cookie = `${cookieName('session')}=${value.replace(/[^\w.-]/g, '')}`;
  if (await findSessionId(new Request('http://localhost:3000', { headers: { cookie } }))) return true;
  return verified.some(({ outcome }) => outcome !== 'invalid') || standings.some((state) => state !== 'invalid');
}
