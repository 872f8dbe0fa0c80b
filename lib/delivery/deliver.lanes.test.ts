import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { auditCounts, outboxEmails } from '@/db/schema';
import { close } from '@/lib/mail/transport';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { createUser, newRequester } from '@/lib/testing';
import { deliverDue } from './deliver';
import { countLanes, firstLanes as lanes, resetLanes } from './lanes';

// A mail server that does not answer for some recipients until it is told to, and has none of others.
const held = new Map<string, (refusal?: Error) => void>();
const slow = new Set<string>();
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onRcptTo({ address }, _, done) {
    if (slow.has(address)) held.set(address, done);
    else done();
  },
  onData(stream, _, done) {
    stream.resume().on('end', () => {
      done();
    });
  },
});
server.on('error', () => {});
const socket = server.listen(0, '127.0.0.1');
await once(socket, 'listening');
vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(socket.address() as AddressInfo).port}`);
afterAll(() => {
  close();
  server.close();
});
beforeEach(async () => {
  resetLanes();
  await db().delete(outboxEmails);
  slow.clear();
  held.clear();
});

/** An email to an owner of an account, in the outbox. */
async function requestReset(): Promise<string> {
  const { address } = await createUser();
  await resetRequests.requestReset(address, crypto.randomUUID(), newRequester());
  return address.canonical;
}
const read = async (canonical: string) =>
  (await db().select().from(outboxEmails).where(eq(outboxEmails.canonical, canonical)))[0];
const areSent = async (addresses: string[]) => {
  const found = await db().select().from(outboxEmails).where(inArray(outboxEmails.canonical, addresses));
  return found.every(({ state }) => state === 'sent');
};
const refusal = (responseCode: number, message = 'no such user') => Object.assign(new Error(message), { responseCode });

test('an email that hangs holds up neither the others nor those that come later', async () => {
  const poison = await requestReset();
  slow.add(poison);
  const others = await Promise.all(Array.from({ length: 2 * lanes }, requestReset));
  const run = deliverDue();
  await vi.waitUntil(() => areSent(others), 60_000);
  const later = await requestReset();
  await vi.waitUntil(() => areSent([later]), 60_000);
  expect(await read(poison)).toMatchObject({ state: 'sending' });
  held.get(poison)?.(refusal(450));
  expect(await run).toEqual({ sent: 2 * lanes + 1, queued: 1 });
  expect(await read(poison)).toMatchObject({ state: 'queued', attempts: 1, lastError: expect.stringContaining('450') });
});

test('a worker takes no more emails than can leave at once', async () => {
  const asked = await Promise.all(Array.from({ length: lanes + 5 }, requestReset));
  for (const address of asked) slow.add(address);
  const run = deliverDue();
  await vi.waitUntil(() => held.size >= lanes, 60_000);
  const taken = await db().select().from(outboxEmails).where(eq(outboxEmails.state, 'sending'));
  expect(taken.length).toBeLessThanOrEqual(countLanes());
  slow.clear();
  for (const done of held.values()) done();
  expect(await run).toEqual({ sent: lanes + 5 });
});

test('a worker that lost its email to another does not settle it', async () => {
  const address = await requestReset();
  slow.add(address);
  const run = deliverDue();
  await vi.waitUntil(() => held.has(address), 60_000);
  await db().update(outboxEmails).set({ attempts: 2 }).where(eq(outboxEmails.canonical, address));
  held.get(address)?.(refusal(550));
  expect(await run).toEqual({});
  expect(await read(address)).toMatchObject({ state: 'sending', attempts: 2 });
});

test('what was sent while the database was away is not sent again', async () => {
  const address = await requestReset();
  slow.add(address);
  const run = deliverDue();
  await vi.waitUntil(() => held.has(address), 60_000);
  // Counts what it refuses: a sequence keeps its number when the statement fails. Only the settling: the next look is not its matter.
  await db().execute(
    sql`create sequence refused; create function refuse() returns trigger language plpgsql as
      $$ begin perform nextval('refused'); raise exception 'away'; end $$;
      create trigger away before update on outbox_emails for each row when (new.state = 'sent') execute function refuse()`,
  );
  held.get(address)?.();
  await vi.waitUntil(async () => {
    const rows = await db().execute<{ met: boolean }>(sql`select is_called as met from refused`);
    return rows[0]?.met;
  }, 60_000);
  await db().execute(sql`drop function refuse cascade; drop sequence refused`);
  expect(await run).toEqual({ sent: 1 });
  expect(await read(address)).toMatchObject({ state: 'sent', attempts: 1 });
});

test.each([
  ['refused for good', refusal(550), 0, 'email refused'],
  ['given up after twelve hours', refusal(450), 12, 'email given up'],
])('a mail that was %s is a failure that owner and operator can read of', async (_, answer, hours, line) => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const address = await requestReset();
  slow.add(address);
  await db()
    .update(outboxEmails)
    .set({ createdAt: sql`now() - make_interval(hours => ${hours})` });
  const run = deliverDue();
  await vi.waitUntil(() => held.has(address), 60_000);
  held.get(address)?.(answer);
  expect(await run).toEqual({ failed: 1 });
  const lines = write.mock.calls.map(([text]) => JSON.parse(String(text)));
  write.mockRestore();
  expect(lines.at(-1)).toMatchObject({
    message: line,
    outboxEmail: expect.any(String),
    reason: expect.stringContaining('SMTP'),
  });
  const [event] = await db()
    .select()
    .from(auditCounts)
    .where(eq(auditCounts.name, 'reset.failed'))
    .orderBy(desc(auditCounts.lastAt))
    .limit(1);
  expect(event?.key).toMatch(/^[0-9a-f-]{36}$/);
});
