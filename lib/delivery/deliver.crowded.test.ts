import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { eq, inArray, ne } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { createUser, newRequester } from '@/lib/testing';

// A mail server that takes twenty connections, and a second process of the site.
const limit = 20;
const emails = 120;

const mailServer = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  disableReverseLookup: true,
  onData(stream, _, done) {
    // Long enough that one connection is not enough.
    stream.resume().on('end', () => setTimeout(done, 50));
  },
});
mailServer.on('error', () => {});
const behind = mailServer.listen(0, '127.0.0.1');
await once(behind, 'listening');
const doors: Server[] = [];
afterAll(() => {
  for (const door of doors) door.close();
  mailServer.close();
});
afterEach(() => vi.unstubAllEnvs());

/** Lets twenty connections in, and turns the others away with these words. */
async function openDoor(farewell: string) {
  const seen = { open: 0, mostOpen: 0, turnedAway: 0 };
  const door = createServer((socket) => {
    socket.on('error', () => {});
    if (seen.open >= limit) {
      seen.turnedAway += 1;
      socket.end(farewell);
      return;
    }
    seen.open += 1;
    seen.mostOpen = Math.max(seen.mostOpen, seen.open);
    const inner = connect((behind.address() as AddressInfo).port, '127.0.0.1').on('error', () => {});
    socket.pipe(inner).pipe(socket);
    socket.on('close', () => {
      seen.open -= 1;
      inner.destroy();
    });
    inner.on('close', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  doors.push(door);
  vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return seen;
}

/** The worker of a process: connections and lanes of its own. */
async function startProcess() {
  vi.resetModules();
  const [{ deliverDue }, { countLanes }, { close }] = await Promise.all([
    import('./deliver'),
    import('./lanes'),
    import('@/lib/mail/transport'),
  ]);
  return { deliverDue, countLanes, close };
}

async function fillOutbox(): Promise<void> {
  await db().delete(outboxEmails);
  for (let n = 0; n < emails; n += 1) {
    const { address } = await createUser();
    await resetRequests.requestReset(address, crypto.randomUUID(), newRequester());
  }
}

test.each([
  ['says so', '421 4.7.0 mx.example.test Error: too many connections from 192.0.2.1\r\n'],
  ['says only that it is busy', '421 4.3.2 Service not available, try again later\r\n'],
  ['closes without a word', ''],
])('a server that takes twenty connections and %s costs no email an attempt, in two processes', async (_, farewell) => {
  const door = await openDoor(farewell);
  await fillOutbox();
  const processes = await Promise.all([startProcess(), startProcess()]);
  // The first has sent something when the second comes, as on a site that works.
  const [first] = await db().select().from(outboxEmails).limit(1);
  await db()
    .update(outboxEmails)
    .set({ state: 'superseded' })
    .where(ne(outboxEmails.id, first?.id ?? ''));
  await processes[0]?.deliverDue();
  await db().update(outboxEmails).set({ state: 'queued' }).where(eq(outboxEmails.state, 'superseded'));
  const areLeft = () => db().$count(outboxEmails, inArray(outboxEmails.state, ['queued', 'sending']));
  while ((await areLeft()) > 0) await Promise.all(processes.map(({ deliverDue }) => deliverDue()));
  const found = await db().select().from(outboxEmails);
  expect(found.filter(({ state, attempts }) => state !== 'sent' || attempts !== 1)).toEqual([]);
  expect(door.turnedAway).toBeGreaterThan(0);
  expect(door.mostOpen).toBe(limit);
  for (const { countLanes } of processes) expect(countLanes()).toBeLessThanOrEqual(limit);
  for (const { close } of processes) close();
});

test('connections that a process no longer uses are closed, so that another one can send', async () => {
  const door = await openDoor('421 too many connections\r\n');
  await fillOutbox();
  const { deliverDue, close } = await startProcess();
  await deliverDue();
  expect(door.mostOpen).toBe(limit);
  await vi.waitUntil(() => door.open === 0, 60_000);
  close();
});
