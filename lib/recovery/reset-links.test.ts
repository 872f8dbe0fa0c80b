import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { auditCounts, outboxEmails, resets, users } from '@/db/schema';
import { env } from '@/lib/env';
import * as outbox from '@/lib/mail/outbox';
import { digest } from '@/lib/rate-limits';
import { createUser, issueLink, newAddress, newPassword, newRequester, requestReset } from '@/lib/testing';
import * as resetLinks from './reset-links';
import * as recovery from './resets';

/** Ends the lease of a worker, as after a crash, and lets hours pass. @returns the email as another worker claims it */
async function retry(outboxEmail: outbox.OutboxEmail, hours = 0): Promise<outbox.OutboxEmail> {
  const createdAt = sql`created_at - make_interval(hours => ${hours})`;
  await db().update(outboxEmails).set({ dueAt: sql`now()`, createdAt }).where(eq(outboxEmails.id, outboxEmail.id));
  const again = (await outbox.claim(1000)).find(({ id }) => id === outboxEmail.id);
  if (!again) throw new Error('The email was not claimed again.');
  return again;
}
const expire = (outboxEmail: outbox.OutboxEmail) =>
  db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.requestId, outboxEmail.requestId));
const stateOf = async (link: string) => (await recovery.open(link, newRequester())).state;
const resetsOf = (outboxEmail: outbox.OutboxEmail) => db().$count(resets, eq(resets.requestId, outboxEmail.requestId));

test('an email to an account gets one reset, and a link with its whole life ahead', async () => {
  const user = await createUser(newPassword());
  const outboxEmail = await requestReset(user.address);
  const issued = await resetLinks.issue(outboxEmail);
  expect(issued).toMatchObject({ outcome: 'issued', to: user.email, userId: user.id, name: user.name });
  const [reset] = await db().select().from(resets).where(eq(resets.requestId, outboxEmail.requestId));
  expect(reset && reset.expiresAt.getTime() - reset.issuedAt.getTime()).toBe(resetLinks.resetLifetimeMinutes * 60_000);
  expect(issued.outcome === 'issued' && issued.url.startsWith(`${env().APP_URL}/reset-password/`)).toBe(true);
});

test('the email goes to the address as stored in the account, however it was typed', async () => {
  const user = await createUser(newPassword());
  const spelling = user.email.replace('example', 'EXAMPLE').replace(/^./, (first) => first.toUpperCase());
  await db().update(users).set({ email: spelling }).where(eq(users.id, user.id));
  expect(await resetLinks.issue(await requestReset(user.address))).toMatchObject({ to: spelling });
});

describe('an address without an account', () => {
  test('gets the same work, no reset and no recipient', async () => {
    const address = newAddress();
    const outboxEmail = await requestReset(address);
    const issued = await resetLinks.issue(outboxEmail);
    expect(issued).toMatchObject({ outcome: 'issued', to: null, userId: null });
    expect(await resetsOf(outboxEmail)).toBe(0);
    const known = await db()
      .select()
      .from(auditCounts)
      .where(eq(auditCounts.subject, digest(address.canonical)));
    expect(known).toMatchObject([{ name: 'reset.requested', key: digest(address.canonical) }]);
    expect(JSON.stringify(known)).not.toContain(address.canonical);
  });

  test('gets a link that does not work', async () => {
    const issued = await resetLinks.issue(await requestReset(newAddress()));
    const link = issued.outcome === 'issued' ? issued.url.split('/').at(-1) : '';
    expect(await stateOf(link ?? '')).toBe('invalid');
  });

  test('is handled like a disabled account', async () => {
    const user = await createUser(newPassword());
    await db().update(users).set({ status: 'disabled' }).where(eq(users.id, user.id));
    const outboxEmail = await requestReset(user.address);
    expect(await resetLinks.issue(outboxEmail)).toMatchObject({ outcome: 'issued', to: null });
    expect(await resetsOf(outboxEmail)).toBe(0);
  });

  test('is what a look-alike of an account’s address counts as', async () => {
    const user = await createUser(newPassword());
    const lookAlike = { ...user.address, canonical: user.canonical.replace('@', 'ı@') };
    expect(await resetLinks.issue(await requestReset(lookAlike))).toMatchObject({ to: null });
  });
});

describe('an email that is tried again', () => {
  test('carries the same link and creates no second reset', async () => {
    const user = await createUser(newPassword());
    const outboxEmail = await requestReset(user.address);
    const { link } = await issueLink(outboxEmail);
    expect((await issueLink(await retry(outboxEmail))).link).toBe(link);
    expect(await resetsOf(outboxEmail)).toBe(1);
    const [counted] = await db().select().from(auditCounts).where(eq(auditCounts.key, user.id));
    expect(counted).toMatchObject({ name: 'reset.requested', count: 1 });
  });

  test('gets a new link when the first has expired and the request is under six hours old', async () => {
    const user = await createUser(newPassword());
    const outboxEmail = await requestReset(user.address);
    const { link } = await issueLink(outboxEmail);
    await expire(outboxEmail);
    const issued = await resetLinks.issue(await retry(outboxEmail, 5));
    const fresh = issued.outcome === 'issued' ? (issued.url.split('/').at(-1) ?? '') : '';
    expect([await stateOf(link), await stateOf(fresh)]).toEqual(['expired', 'open']);
  });

  test('is superseded when the link has expired and the request is over six hours old', async () => {
    const outboxEmail = await requestReset((await createUser(newPassword())).address);
    await issueLink(outboxEmail);
    await expire(outboxEmail);
    expect(await resetLinks.issue(await retry(outboxEmail, 7))).toEqual({ outcome: 'superseded' });
  });

  test('is superseded when its link has been used', async () => {
    const outboxEmail = await requestReset((await createUser(newPassword())).address);
    const { link, id } = await issueLink(outboxEmail);
    await recovery.complete(link, id, newPassword(), newRequester());
    expect(await resetLinks.issue(await retry(outboxEmail))).toEqual({ outcome: 'superseded' });
  });

  test('is superseded when another link has been used', async () => {
    const user = await createUser(newPassword());
    const outboxEmail = await requestReset(user.address);
    await issueLink(outboxEmail);
    const { link, id } = await issueLink(await requestReset(user.address));
    await recovery.complete(link, id, newPassword(), newRequester());
    expect(await resetLinks.issue(await retry(outboxEmail))).toEqual({ outcome: 'superseded' });
  });
});

test('an email that waited for hours before its first attempt gets a link that works', async () => {
  const outboxEmail = await retry(await requestReset((await createUser(newPassword())).address), 3);
  expect(await stateOf((await issueLink(outboxEmail)).link)).toBe('open');
});
