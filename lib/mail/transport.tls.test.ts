import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer as createPlainServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, expect, test, vi } from 'vitest';
import { makeIdentity } from '@/e2e/support/tls';
import type { Sending } from './transport';

// A process decides at its start whom it trusts, so that each case is a process of its own. They run side by side.
vi.setConfig({ testTimeout: 60_000 });
const folder = await mkdtemp(join(tmpdir(), 'return-key-tls-'));
const [ours, anothers] = [makeIdentity(), makeIdentity()];
const authority = join(folder, 'ca.pem');
await writeFile(authority, ours.cert);
const servers: { close(done?: () => void): unknown }[] = [];
afterAll(async () => {
  for (const server of servers) server.close();
  await rm(folder, { recursive: true });
});

/** A mail server that takes mail only from who has signed in. */
async function startServer(options: SMTPServerOptions): Promise<{ port: number; users: string[] }> {
  const users: string[] = [];
  const server = new SMTPServer({
    disableReverseLookup: true,
    onAuth: ({ username, password }, session, done) => {
      if (!session.secure) return done(new Error('The password came in plain text.'));
      return password === 'right' ? done(null, { user: username }) : done(new Error('no'));
    },
    onData: (stream, { user }, done) => {
      users.push(String(user));
      stream.resume().on('end', done);
    },
    ...options,
  });
  server.on('error', () => {});
  servers.push(server);
  return { port: await listen(server.listen(0, '127.0.0.1')), users };
}

async function listen(server: Server): Promise<number> {
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** What becomes of an email in a process that trusts our authority. */
async function sendFromProcess(url: string): Promise<Sending> {
  const code = `import('./lib/mail/transport.ts').then(async ({ send, close }) => {
    const mail = { id: 'email', to: 'ada@example.test', subject: 'Hi', text: 'Hi', html: 'Hi' };
    console.log(JSON.stringify(await send(mail)));
    close();
  })`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', '--eval', code], {
    env: { ...process.env, SMTP_URL: url, NODE_EXTRA_CA_CERTS: authority },
  });
  return JSON.parse(stdout);
}

const trusted = { key: ours.key, cert: ours.cert };
const foreign = { key: anothers.key, cert: anothers.cert };
const sent = { outcome: 'sent', provider: 'smtp' };
const notTrusted = { outcome: 'deferred', reason: expect.stringContaining('NODE_EXTRA_CA_CERTS') };

test.concurrent.each([
  ['STARTTLS with a password', 'smtp', 'localhost', trusted, sent],
  ['TLS from the first byte with a password', 'smtps', 'localhost', { ...trusted, secure: true }, sent],
  ['STARTTLS with a foreign certificate', 'smtp', 'localhost', foreign, notTrusted],
  ['TLS with a foreign certificate', 'smtps', 'localhost', { ...foreign, secure: true }, notTrusted],
  ['TLS with a certificate for another name', 'smtps', '127.0.0.1', { ...trusted, secure: true }, notTrusted],
] as const)('%s', async (_, protocol, host, options, expected) => {
  const { port, users } = await startServer(options);
  expect(await sendFromProcess(`${protocol}://ada%40example.test:right@${host}:${port}`)).toMatchObject(expected);
  expect(users).toEqual(expected === sent ? ['ada@example.test'] : []);
});

test.concurrent('an attacker who strips STARTTLS gets neither the email nor the password', async () => {
  let heard = '';
  const stripper = createPlainServer((socket) => {
    socket.on('error', () => {}).write('220 here\r\n');
    socket.on('data', (bytes) => {
      heard += bytes;
      socket.write(/^EHLO/m.test(String(bytes)) ? '250-here\r\n250 AUTH PLAIN LOGIN\r\n' : '502 no\r\n');
    });
  });
  servers.push(stripper);
  const port = await listen(stripper.listen(0, '127.0.0.1'));
  const sending = await sendFromProcess(`smtp://ada:right@0.0.0.0:${port}`);
  expect(sending).toMatchObject({ outcome: 'deferred', reason: expect.stringMatching(/TLS/) });
  expect(heard).not.toMatch(/AUTH|MAIL/);
});
