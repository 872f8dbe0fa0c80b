import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { startMailbox } from '@/e2e/dev/mailbox';
import { close } from '@/lib/mail/transport';
import * as resetRequests from '@/lib/recovery/reset-requests';
import { createUser, newAddress, newPassword, newRequester } from '@/lib/testing';
import { deliverDue } from './deliver';

// A mail server that is down at first: its port closes every connection.
const outage = createServer((socket) => socket.on('error', () => {}).destroy()).listen(0, '127.0.0.1');
await once(outage, 'listening');
const { port } = outage.address() as AddressInfo;
vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${port}`);
afterAll(close);

test('while the mail server is down emails wait, and when it is back each goes out once', async () => {
  const [known, unknown] = [await createUser(newPassword()), newAddress()];
  const requestReset = (address: typeof unknown) => resetRequests.requestReset(address, 'ask', newRequester());
  expect(await requestReset(known.address)).toEqual(await requestReset(unknown));
  await deliverDue();
  const [outboxEmail] = await db().select().from(outboxEmails).where(eq(outboxEmails.canonical, known.canonical));
  expect(outboxEmail).toMatchObject({ state: 'queued', attempts: 1, lastError: expect.stringMatching(/./) });

  outage.close();
  await once(outage, 'close');
  const mailbox = await startMailbox({ smtpPort: port, webPort: 0 });
  await db().update(outboxEmails).set({ dueAt: sql`now()` }).where(eq(outboxEmails.canonical, known.canonical));
  await deliverDue();
  await deliverDue();
  expect(mailbox.messages().map(({ to }) => to)).toEqual([[known.email]]);
  await mailbox.stop();
});
