import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { events, resets } from '@/db/schema';
import { code, derive } from './codes';
import { env } from './env';
import * as guesses from './guesses';
import * as outbox from './outbox';
import * as recovery from './recovery';
import { ageThrottles, createAccount, newAddress, newOrigin, newPassword, take, watch } from './testing';
import { digest } from './throttle';
import * as token from './token';

const wrong = code.parse('0000-0000');

/** An ask by a browser for an address, with the code and the link of its mail. */
async function ask(to = newAddress(), id: string = randomUUID()) {
  await recovery.requestReset(to, id, newOrigin());
  const letter = await take(id);
  const issued = await recovery.issue(letter);
  if (issued.outcome !== 'issued' || !issued.code) throw new Error('The letter has no code.');
  const link = issued.url.slice(issued.url.lastIndexOf('/') + 1);
  return { ask: { id, canonical: to.canonical }, letter, link, code: code.parse(issued.code), shown: issued.code };
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

describe('the code of a mail', () => {
  test('is eight signs without I, L, O and U, the same in every repeat of the mail, and stored nowhere', async () => {
    const { address } = await createAccount();
    const { letter, shown, code: derived } = await ask(address);
    expect(shown).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const reference = await db().select().from(resets).where(eq(resets.askId, letter.askId));
    expect(await recovery.issue({ ...letter, reference: reference[0]?.id ?? null })).toMatchObject({ code: shown });
    const tables = ['accounts', 'resets', 'letters', 'events', 'throttles'];
    for (const table of tables) {
      const rows = JSON.stringify(await db().execute(sql`select * from ${sql.identifier(table)}`));
      expect(rows).not.toMatch(new RegExp(`${shown}|${derived}`));
    }
  });

  test('is made with the key of its row, and outlives a rotation as its link does', async () => {
    const { address } = await createAccount();
    const asked = await ask(address);
    const { AUTH_SECRET } = env();
    vi.resetModules();
    vi.stubEnv('AUTH_SECRET', 'another secret of more than thirty-two bytes');
    for (const [previous, outcome] of [
      [AUTH_SECRET, 'right'],
      ['', 'wrong'],
    ] as const) {
      vi.resetModules();
      vi.stubEnv('AUTH_SECRET_PREVIOUS', previous);
      const later = await import('./guesses');
      expect(await later.judge(asked.ask, asked.code, newOrigin())).toMatchObject({ outcome });
    }
    vi.unstubAllEnvs();
    vi.resetModules();
  });

  test('is another for each reset and each ask', () => {
    const keyId = token.currentKeyId();
    const sources = [
      { id: 'a', askId: 'b', keyId },
      { id: 'a', askId: 'c', keyId },
      { id: 'c', askId: 'b', keyId },
    ];
    expect(new Set(sources.map(derive)).size).toBe(3);
  });

  test('is missing where the house mails unasked: nobody waits there to type it', async () => {
    const account = await createAccount(newPassword());
    await transact((tx) => outbox.enqueueOwedReset(tx, account, newOrigin()));
    const issued = await recovery.issue(await take(''));
    expect(issued).toMatchObject({ outcome: 'issued', code: undefined });
    expect(await guesses.judge({ id: '', canonical: account.canonical }, wrong, newOrigin())).toMatchObject({
      outcome: 'wrong',
    });
  });
});

describe('a guess', () => {
  test('that is right gives the very link of the mail, and spends nothing', async () => {
    const { address } = await createAccount();
    const asked = await ask(address);
    const before = await db().select().from(resets).where(eq(resets.askId, asked.ask.id));
    for (let round = 0; round < 2; round += 1)
      expect(await guesses.judge(asked.ask, asked.code, newOrigin())).toEqual({ outcome: 'right', link: asked.link });
    expect(await db().select().from(resets).where(eq(resets.askId, asked.ask.id))).toEqual(before);
  });

  test('may mean any reset of the ask', async () => {
    const { address } = await createAccount();
    const first = await ask(address);
    const second = await ask(address, first.ask.id);
    expect(second.code).not.toBe(first.code);
    for (const { code, link } of [first, second])
      expect(await guesses.judge(first.ask, code, newOrigin())).toEqual({ outcome: 'right', link });
  });

  test('with the code of another ask for the same account is wrong', async () => {
    const { address } = await createAccount();
    const [one, other] = [await ask(address), await ask(address)];
    expect(await guesses.judge(one.ask, other.code, newOrigin())).toEqual({ outcome: 'wrong', left: 4 });
  });

  test('leads to the end that the link came to: the page tells it, as to whoever opens the link', async () => {
    const { address } = await createAccount();
    const asked = await ask(address);
    await db().update(resets).set({ deniedAt: sql`now()` }).where(eq(resets.askId, asked.ask.id));
    const judged = await guesses.judge(asked.ask, asked.code, newOrigin());
    expect(judged).toEqual({ outcome: 'right', link: asked.link });
    expect(await recovery.find(asked.link, newOrigin())).toEqual({ state: 'invalid' });
  });

  test('is one of five in all, and then the right one is none either; the link lives on', async () => {
    const { address } = await createAccount();
    const asked = await ask(address);
    const answers = [];
    for (let round = 0; round < 5; round += 1) answers.push(await guesses.judge(asked.ask, wrong, newOrigin()));
    expect(answers).toEqual([...[4, 3, 2, 1].map((left) => ({ outcome: 'wrong', left })), { outcome: 'spent' }]);
    await ageThrottles(15);
    expect(await guesses.judge(asked.ask, asked.code, newOrigin())).toEqual({ outcome: 'spent' });
    const again = await ask(address, asked.ask.id);
    expect(await guesses.judge(asked.ask, again.code, newOrigin())).toEqual({ outcome: 'spent' });
    expect(await recovery.find(asked.link, newOrigin())).toMatchObject({ state: 'open' });
  });

  test('is counted before it is compared: of twenty at once five are judged', async () => {
    const { address } = await createAccount();
    const asked = await ask(address);
    const all = await Promise.all(Array.from({ length: 20 }, () => guesses.judge(asked.ask, asked.code, newOrigin())));
    expect(all.filter(({ outcome }) => outcome === 'right')).toHaveLength(5);
    expect(all.filter(({ outcome }) => outcome === 'spent')).toHaveLength(15);
  });

  test('in bulk ends at the limit of the network, which costs no try of the ask', async () => {
    const origin = newOrigin();
    const strangers = Array.from({ length: 30 }, () => ({ id: randomUUID(), canonical: newAddress().canonical }));
    for (const stranger of strangers) await guesses.judge(stranger, wrong, origin);
    const own = { id: randomUUID(), canonical: newAddress().canonical };
    expect(await guesses.judge(own, wrong, origin)).toMatchObject({ outcome: 'limited' });
    expect(await guesses.judge(own, wrong, newOrigin())).toEqual({ outcome: 'wrong', left: 4 });
  });

  test('has the same answer and the same statements whether or not there is an account, a mail, or an ask', async () => {
    const known = await ask((await createAccount()).address);
    const unknown = await ask();
    const never = { id: randomUUID(), canonical: newAddress().canonical };
    const seen = [];
    for (const own of [known.ask, unknown.ask, never]) {
      const answers: unknown[] = [];
      const statements = await watch(async () => answers.push(await guesses.judge(own, wrong, newOrigin())));
      seen.push({ answers, statements });
    }
    expect(seen[0]?.statements).toHaveLength(3);
    expect(seen[1]).toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[0]);
    // The code that the letter to nobody would have had opens nothing.
    expect(await guesses.judge(unknown.ask, unknown.code, newOrigin())).toMatchObject({ outcome: 'wrong' });
  });

  test('that is wrong is told to the owner, without what was typed', async () => {
    const { address, canonical } = await createAccount();
    const asked = await ask(address);
    await guesses.judge(asked.ask, wrong, newOrigin());
    const told = await db()
      .select()
      .from(events)
      .where(eq(events.subject, digest(canonical)));
    expect(told.at(-1)).toMatchObject({ name: 'reset.refused', reason: 'wrong code' });
    expect(JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(
      wrong,
    );
  });
});

test('resets are found by their ask through an index', async () => {
  const statements = await watch(() => guesses.judge({ id: 'x', canonical: 'x' }, wrong, newOrigin()));
  const look = statements.find((statement) => statement.includes('"ask_id" = ')) ?? '';
  const plan = await transact(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`);
    return tx.execute(sql.raw(`explain ${look.replace('$1', `'x'`).replace('$2', '8')}`));
  });
  expect(JSON.stringify(plan)).toContain('resets_ask');
});
