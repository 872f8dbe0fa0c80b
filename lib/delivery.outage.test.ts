import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { eq, sql } from 'drizzle-orm';
import { afterAll, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { letters } from '@/db/schema';
import { startMailbox } from '@/e2e/mailbox';
import { deliverDue } from './delivery';
import * as recovery from './recovery';
import { createAccount, newAddress, newOrigin, newPassword } from './testing';
import { close } from './transport';

// A mail server that is down at first: something hangs up on everybody at its port.
const outage = createServer((socket) => socket.on('error', () => {}).destroy()).listen(0, '127.0.0.1');
await once(outage, 'listening');
const { port } = outage.address() as AddressInfo;
vi.stubEnv('SMTP_URL', `smtp://127.0.0.1:${port}`);
afterAll(close);

test('while the mail server is down letters wait, and when it is back each goes out once', async () => {
  const [known, unknown] = [await createAccount(newPassword()), newAddress()];
  const ask = (address: typeof unknown) => recovery.requestReset(address, 'ask', newOrigin());
  expect(await ask(known.address)).toEqual(await ask(unknown));
  await deliverDue();
  const [letter] = await db().select().from(letters).where(eq(letters.canonical, known.canonical));
  expect(letter).toMatchObject({ state: 'queued', attempts: 1, lastError: expect.stringMatching(/./) });

  outage.close();
  await once(outage, 'close');
  const mailbox = await startMailbox({ smtpPort: port, webPort: 0 });
  await db().update(letters).set({ dueAt: sql`now()` }).where(eq(letters.canonical, known.canonical));
  await deliverDue();
  await deliverDue();
  expect(mailbox.mails().map(({ to }) => to)).toEqual([[known.email]]);
  await mailbox.stop();
});
