import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { accounts, events, letters, resets } from '@/db/schema';
import { env } from './env';
import * as outbox from './outbox';
import * as recovery from './recovery';
import { ask, createAccount, issueLink, newAddress, newOrigin, newPassword } from './testing';
import { digest } from './throttle';

// What the worker makes of a letter.
/** Lets the lease of a worker end, as after a crash, and some hours pass; another worker then takes the letter. */
async function retry(letter: outbox.Letter, hours = 0): Promise<outbox.Letter> {
  const createdAt = sql`created_at - make_interval(hours => ${hours})`;
  await db().update(letters).set({ dueAt: sql`now()`, createdAt }).where(eq(letters.id, letter.id));
  const again = (await outbox.claim(1000)).find(({ id }) => id === letter.id);
  if (!again) throw new Error('The letter did not come back.');
  return again;
}
const expire = (letter: outbox.Letter) =>
  db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.askId, letter.askId));
const stateOf = async (link: string) => (await recovery.find(link, newOrigin())).state;
const resetsOf = (letter: outbox.Letter) => db().$count(resets, eq(resets.askId, letter.askId));

test('a letter to an account gets one reset and a link that lives for 30 minutes from now', async () => {
  const account = await createAccount(newPassword());
  const letter = await ask(account.address);
  const issued = await recovery.issue(letter);
  expect(issued).toMatchObject({ outcome: 'issued', to: account.email, accountId: account.id, name: account.name });
  const [reset] = await db().select().from(resets).where(eq(resets.askId, letter.askId));
  expect(reset && reset.expiresAt.getTime() - reset.issuedAt.getTime()).toBe(30 * 60_000);
  expect(issued.outcome === 'issued' && issued.url.startsWith(`${env().APP_URL}/reset-password/`)).toBe(true);
});

test('mail goes to the address as the account has it, however it was typed', async () => {
  const account = await createAccount(newPassword());
  const spelling = account.email.replace('example', 'EXAMPLE').replace(/^./, (first) => first.toUpperCase());
  await db().update(accounts).set({ email: spelling }).where(eq(accounts.id, account.id));
  expect(await recovery.issue(await ask(account.address))).toMatchObject({ to: spelling });
});

describe('an address without an account', () => {
  test('gets the same work, no reset, and nobody to send it to', async () => {
    const address = newAddress();
    const letter = await ask(address);
    const issued = await recovery.issue(letter);
    expect(issued).toMatchObject({ outcome: 'issued', to: null, accountId: null });
    expect(await resetsOf(letter)).toBe(0);
    const known = await db()
      .select()
      .from(events)
      .where(eq(events.subject, digest(address.canonical)));
    expect(known).toMatchObject([{ name: 'reset.requested', accountId: null }]);
    expect(JSON.stringify(known, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      address.canonical,
    );
  });

  test('gets a link that opens nothing', async () => {
    const issued = await recovery.issue(await ask(newAddress()));
    const link = issued.outcome === 'issued' ? issued.url.split('/').at(-1) : '';
    expect(await stateOf(link ?? '')).toBe('invalid');
  });

  test('is what an account that is disabled looks like', async () => {
    const account = await createAccount(newPassword());
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, account.id));
    const letter = await ask(account.address);
    expect(await recovery.issue(letter)).toMatchObject({ outcome: 'issued', to: null });
    expect(await resetsOf(letter)).toBe(0);
  });

  test('is what a look-alike of an account’s address is', async () => {
    const account = await createAccount(newPassword());
    const twin = { ...account.address, canonical: account.canonical.replace('@', 'ı@') };
    expect(await recovery.issue(await ask(twin))).toMatchObject({ to: null });
  });
});

describe('a letter that is tried again', () => {
  test('carries the same link, and asks for no second reset', async () => {
    const account = await createAccount(newPassword());
    const letter = await ask(account.address);
    const { link } = await issueLink(letter);
    expect((await issueLink(await retry(letter))).link).toBe(link);
    expect(await resetsOf(letter)).toBe(1);
    expect(await db().$count(events, eq(events.accountId, account.id))).toBe(1);
  });

  test('gets a fresh link when the first has expired and the ask is under six hours old', async () => {
    const account = await createAccount(newPassword());
    const letter = await ask(account.address);
    const { link } = await issueLink(letter);
    await expire(letter);
    const issued = await recovery.issue(await retry(letter, 5));
    const fresh = issued.outcome === 'issued' ? (issued.url.split('/').at(-1) ?? '') : '';
    expect([await stateOf(link), await stateOf(fresh)]).toEqual(['expired', 'open']);
  });

  test('is superseded when the link has expired and the ask is over six hours old', async () => {
    const letter = await ask((await createAccount(newPassword())).address);
    await issueLink(letter);
    await expire(letter);
    expect(await recovery.issue(await retry(letter, 7))).toEqual({ outcome: 'superseded' });
  });

  test('is superseded when its link was used meanwhile', async () => {
    const letter = await ask((await createAccount(newPassword())).address);
    const { link, id } = await issueLink(letter);
    await recovery.complete(link, id, newPassword(), newOrigin());
    expect(await recovery.issue(await retry(letter))).toEqual({ outcome: 'superseded' });
  });

  test('is superseded when another link was used meanwhile', async () => {
    const account = await createAccount(newPassword());
    const letter = await ask(account.address);
    await issueLink(letter);
    const { link, id } = await issueLink(await ask(account.address));
    await recovery.complete(link, id, newPassword(), newOrigin());
    expect(await recovery.issue(await retry(letter))).toEqual({ outcome: 'superseded' });
  });
});

test('a letter that waited too long before its first try gets a link that is alive', async () => {
  const letter = await retry(await ask((await createAccount(newPassword())).address), 3);
  expect(await stateOf((await issueLink(letter)).link)).toBe('open');
});
