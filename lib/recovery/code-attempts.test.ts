import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { auditCounts, resets } from '@/db/schema';
import { code, derive } from '@/lib/codes';
import { env } from '@/lib/env';
import * as outbox from '@/lib/mail/outbox';
import { countAttempts, digest } from '@/lib/rate-limits';
import { ageRateLimits, createUser, newAddress, newPassword, newRequester, take, watch } from '@/lib/testing';
import * as token from '@/lib/token';
import * as codeAttempts from './code-attempts';
import * as resetLinks from './reset-links';
import * as resetRequests from './reset-requests';
import * as recovery from './resets';

const wrong = code.parse('0000-0000');

/** Requests a reset and issues its email. @returns the request, and the code and link of the email */
async function requestReset(to = newAddress(), id: string = randomUUID()) {
  await resetRequests.requestReset(to, id, newRequester());
  const outboxEmail = await take(id);
  const issued = await resetLinks.issue(outboxEmail);
  if (issued.outcome !== 'issued' || !issued.code) throw new Error('The email has no code.');
  const link = issued.url.slice(issued.url.lastIndexOf('/') + 1);
  return {
    resetRequest: { id, canonical: to.canonical },
    outboxEmail,
    link,
    code: code.parse(issued.code),
    shown: issued.code,
  };
}

describe('a code as people type it', () => {
  test.each([
    ['7K4M-2XQ9', '7K4M2XQ9'],
    [' 7k4m 2xq9\n', '7K4M2XQ9'],
    ['7-K-4-M-2-X-Q-9', '7K4M2XQ9'],
    ['７Ｋ４Ｍ－２ＸＱ９', '7K4M2XQ9'],
    ['7k4m\u20112xq9', '7K4M2XQ9'],
    ['\u200f7K4M\u00a02XQ9\u200e', '7K4M2XQ9'],
    ['oO0i-Il1L', '00011111'],
    ['٠١٢٣-۴۵۶۷', '01234567'],
    ['১২৩৪-५६७०', '12345670'],
    ['Code: 7K4M-2XQ9.', '7K4M2XQ9'],
    ['7K4M-2XQ9:', '7K4M2XQ9'],
    ['„7K4M_2XQ9“', '7K4M2XQ9'],
    ['*7K4M-2XQ9*', '7K4M2XQ9'],
    ['7K4M\u30fc2XQ9', '7K4M2XQ9'],
  ])('%j is %s', (typed, read) => {
    expect(code.parse(typed)).toBe(read);
  });

  test.each([
    ['', 'missing'],
    [' - ', 'missing'],
    ['7K4M-2XQU', 'malformed'],
    ['7K4M-2XQ', 'malformed'],
    ['7K4M-2XQ99', 'malformed'],
    ['7K4M-2XQ\0!', 'malformed'],
    ['7'.repeat(5000), 'malformed'],
  ])('%j is refused as %s', (typed, problem) => {
    expect(code.safeParse(typed).error?.issues[0]?.message).toBe(problem);
  });
});

describe('the code of an email', () => {
  test('has eight characters without I, L, O and U, is the same in a repeated email, and is stored nowhere', async () => {
    const { address } = await createUser();
    const { outboxEmail, shown, code: derived } = await requestReset(address);
    expect(shown).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const reference = await db().select().from(resets).where(eq(resets.requestId, outboxEmail.requestId));
    expect(await resetLinks.issue({ ...outboxEmail, reference: reference[0]?.id ?? null })).toMatchObject({
      code: shown,
    });
    const tables = ['users', 'resets', 'outbox_emails', 'audit_events', 'rate_limits'];
    for (const table of tables) {
      const rows = JSON.stringify(await db().execute(sql`select * from ${sql.identifier(table)}`));
      expect(rows).not.toMatch(new RegExp(`${shown}|${derived}`));
    }
  });

  test('is made with the key of its row and survives a rotation, as its link does', async () => {
    const { address } = await createUser();
    const requested = await requestReset(address);
    const { AUTH_SECRET } = env();
    vi.resetModules();
    vi.stubEnv('AUTH_SECRET', 'another secret of more than thirty-two bytes');
    for (const [previous, outcome] of [
      [AUTH_SECRET, 'right'],
      ['', 'wrong'],
    ] as const) {
      vi.resetModules();
      vi.stubEnv('AUTH_SECRET_PREVIOUS', previous);
      const later = await import('./code-attempts');
      expect(await later.checkCode(requested.resetRequest, requested.code, newRequester())).toMatchObject({ outcome });
    }
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test('differs by reset and by request', () => {
    const keyId = token.currentKeyId();
    const sources = [
      { id: 'a', requestId: 'b', keyId },
      { id: 'a', requestId: 'c', keyId },
      { id: 'c', requestId: 'b', keyId },
    ];
    expect(new Set(sources.map(derive)).size).toBe(3);
  });

  test('is missing from an owed reset, which no browser requested', async () => {
    const user = await createUser(newPassword());
    await transact((tx) => outbox.enqueueOwedReset(tx, user, newRequester()));
    const issued = await resetLinks.issue(await take(''));
    expect(issued).toMatchObject({ outcome: 'issued', code: undefined });
    expect(await codeAttempts.checkCode({ id: '', canonical: user.canonical }, wrong, newRequester())).toMatchObject({
      outcome: 'wrong',
    });
  });
});

describe('a guess', () => {
  test('that is right returns the link of the email and uses nothing up', async () => {
    const { address } = await createUser();
    const requested = await requestReset(address);
    const before = await db().select().from(resets).where(eq(resets.requestId, requested.resetRequest.id));
    for (let round = 0; round < 2; round += 1)
      expect(await codeAttempts.checkCode(requested.resetRequest, requested.code, newRequester())).toEqual({
        outcome: 'right',
        link: requested.link,
      });
    expect(await db().select().from(resets).where(eq(resets.requestId, requested.resetRequest.id))).toEqual(before);
  });

  test('may match any reset of the request', async () => {
    const { address } = await createUser();
    const first = await requestReset(address);
    const second = await requestReset(address, first.resetRequest.id);
    expect(second.code).not.toBe(first.code);
    for (const { code, link } of [first, second])
      expect(await codeAttempts.checkCode(first.resetRequest, code, newRequester())).toEqual({
        outcome: 'right',
        link,
      });
  });

  test('with the code of another request for the same account is wrong', async () => {
    const { address } = await createUser();
    const [one, other] = [await requestReset(address), await requestReset(address)];
    expect(await codeAttempts.checkCode(one.resetRequest, other.code, newRequester())).toEqual({
      outcome: 'wrong',
      left: 4,
    });
  });

  test('that matches a declined link still returns it, and the page says why it does not work', async () => {
    const { address } = await createUser();
    const requested = await requestReset(address);
    await db().update(resets).set({ declinedAt: sql`now()` }).where(eq(resets.requestId, requested.resetRequest.id));
    const result = await codeAttempts.checkCode(requested.resetRequest, requested.code, newRequester());
    expect(result).toEqual({ outcome: 'right', link: requested.link });
    expect(await recovery.open(requested.link, newRequester())).toEqual({ state: 'invalid' });
  });

  test('is one of five in total; after that even the right code is refused, but the link still works', async () => {
    const { address } = await createUser();
    const requested = await requestReset(address);
    const answers = [];
    for (let round = 0; round < 5; round += 1)
      answers.push(await codeAttempts.checkCode(requested.resetRequest, wrong, newRequester()));
    expect(answers).toEqual([...[4, 3, 2, 1].map((left) => ({ outcome: 'wrong', left })), { outcome: 'spent' }]);
    await ageRateLimits(15);
    expect(await codeAttempts.checkCode(requested.resetRequest, requested.code, newRequester())).toEqual({
      outcome: 'spent',
    });
    const again = await requestReset(address, requested.resetRequest.id);
    expect(await codeAttempts.checkCode(requested.resetRequest, again.code, newRequester())).toEqual({
      outcome: 'spent',
    });
    expect(await recovery.open(requested.link, newRequester())).toMatchObject({ state: 'open' });
  });

  test('is counted before it is compared: of twenty at once, five are compared', async () => {
    const { address } = await createUser();
    const requested = await requestReset(address);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => codeAttempts.checkCode(requested.resetRequest, requested.code, newRequester())),
    );
    expect(all.filter(({ outcome }) => outcome === 'right')).toHaveLength(5);
    expect(all.filter(({ outcome }) => outcome === 'spent')).toHaveLength(15);
  });

  test('by strangers in the network, in bulk, leaves the owner every try, even where the network can do nothing else', async () => {
    const requested = await requestReset((await createUser()).address);
    const requester = newRequester();
    while ((await countAttempts({ policy: 'reset/network', subject: requester.network })).granted);
    const strangers = Array.from({ length: 40 }, () => ({ id: randomUUID(), canonical: newAddress().canonical }));
    for (const stranger of strangers) await codeAttempts.checkCode(stranger, wrong, requester);
    expect(await codeAttempts.checkCode(requested.resetRequest, wrong, requester)).toEqual({
      outcome: 'wrong',
      left: 4,
    });
    expect(await codeAttempts.checkCode(requested.resetRequest, requested.code, requester)).toMatchObject({
      outcome: 'right',
    });
  });

  test('has the same outcome and statements whether or not there is an account, an email or a request', async () => {
    const known = await requestReset((await createUser()).address);
    const unknown = await requestReset();
    const never = { id: randomUUID(), canonical: newAddress().canonical };
    const seen = [];
    for (const own of [known.resetRequest, unknown.resetRequest, never]) {
      const answers: unknown[] = [];
      const statements = await watch(async () =>
        answers.push(await codeAttempts.checkCode(own, wrong, newRequester())),
      );
      seen.push({ answers, statements });
    }
    expect(seen[0]?.statements).toHaveLength(3);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    // The code of an email without an account, which is never sent, is wrong.
    expect(await codeAttempts.checkCode(unknown.resetRequest, unknown.code, newRequester())).toMatchObject({
      outcome: 'wrong',
    });
  });

  test('that is wrong is recorded for the owner, without what was typed', async () => {
    const { address, canonical } = await createUser();
    const requested = await requestReset(address);
    await codeAttempts.checkCode(requested.resetRequest, wrong, newRequester());
    const recorded = await db()
      .select()
      .from(auditCounts)
      .where(and(eq(auditCounts.subject, digest(canonical)), eq(auditCounts.name, 'code.refused')));
    expect(recorded).toMatchObject([{ count: 1 }]);
    expect(JSON.stringify(recorded)).not.toContain(wrong);
  });
});

test('resets are found by their request through an index', async () => {
  const statements = await watch(() => codeAttempts.checkCode({ id: 'x', canonical: 'x' }, wrong, newRequester()));
  const statement = statements.find((text) => text.includes('"request_id" = ')) ?? '';
  const plan = await transact(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(sql.raw(`explain ${statement.replace('$1', `'x'`).replace('$2', '8')}`));
  });
  expect(JSON.stringify(plan)).toContain('resets_request');
});
