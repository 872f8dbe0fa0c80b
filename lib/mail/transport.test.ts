import { once } from 'node:events';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startResend } from '@/e2e/support/resend';

const email = (to = 'ada@example.test') => ({
  id: '0b5f2c2e-6a35-4a53-9a9e-0a4d6a3f7c11',
  to,
  subject: 'Ünder way',
  text: 'Hello, Ada.',
  html: '<p>Hello, Ada.</p>',
});
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The file as a process with these settings would load it. */
async function load(settings: Record<string, string>): Promise<typeof import('./transport')> {
  vi.resetModules();
  vi.unstubAllEnvs();
  for (const [name, value] of Object.entries({ SMTP_URL: '', ...settings })) vi.stubEnv(name, value);
  const transport = await import('./transport');
  closers.unshift(transport.close);
  return transport;
}

type Received = { from: string; to: string[]; user: string | undefined; raw: Buffer };

/** A mail server. Addresses that begin with three digits are refused with that code and the words after it. */
async function startSmtp(options: SMTPServerOptions = {}): Promise<{ port: number; received: Received[] }> {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _, done) =>
      password === 'right'
        ? done(null, { user: username })
        : done(Object.assign(new Error('5.7.8 no'), { responseCode: 535 })),
    onRcptTo({ address }, _, done) {
      const responseCode = Number(/^\d{3}/.exec(address)?.[0]);
      done(
        responseCode
          ? Object.assign(new Error(address.slice(4, address.indexOf('@')).replaceAll('-', ' ')), { responseCode })
          : null,
      );
    },
    onData(stream, { envelope, user }, done) {
      buffer(stream).then((raw) => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        received.push({ from, to: envelope.rcptTo.map(({ address }) => address), user, raw });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  const socket = server.listen(0, '0.0.0.0');
  await once(socket, 'listening');
  closers.push(() => new Promise<void>((done) => server.close(done)));
  return { port: (socket.address() as AddressInfo).port, received };
}

describe('over SMTP', () => {
  test('an email arrives once, with both parts, marked as automatic, from EMAIL_FROM', async () => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}`, EMAIL_REPLY_TO: 'help@return-key.test' });
    expect(await send(email())).toMatchObject({ outcome: 'sent', provider: 'smtp' });
    expect(received).toMatchObject([{ from: 'no-reply@return-key.test', to: ['ada@example.test'] }]);
    const parsed = await PostalMime.parse(received[0]?.raw ?? '');
    expect(parsed).toMatchObject({
      subject: 'Ünder way',
      from: { name: 'Return Key', address: 'no-reply@return-key.test' },
    });
    expect([parsed.text?.trim(), parsed.html?.trim()]).toEqual(['Hello, Ada.', '<p>Hello, Ada.</p>']);
    expect(parsed.replyTo).toMatchObject([{ address: 'help@return-key.test' }]);
    expect(parsed.headers).toContainEqual(expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }));
  });

  test('a repeat can be recognized by its Message-ID, which comes from the email', async () => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await send(email());
    await send(email());
    const ids = await Promise.all(received.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));
    expect(ids[0]).toMatch(new RegExp(`^<${email().id}\\.[0-9a-f]+@return-key.test>$`));
    expect(ids[1]).toBe(ids[0]);
  });

  test('with a new link it has another Message-ID, so no mailbox takes it for a repeat', async () => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    for (const link of ['one', 'two']) await send({ ...email(), text: `https://x.test/reset-password/${link}` });
    const ids = await Promise.all(received.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));
    expect(ids[1]).not.toBe(ids[0]);
  });

  test('additional headers of a transport arrive', async () => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    await send({ ...email(), headers: { 'X-Own': 'yes' } });
    expect((await PostalMime.parse(received[0]?.raw ?? '')).headers).toContainEqual(
      expect.objectContaining({ key: 'x-own', value: 'yes' }),
    );
  });

  test.each([
    ["o'brien@example.test"],
    // A dot at the end needs quotes on the wire (RFC 5321); the mailbox is the same.
    ['foo.@docomo.test', '"foo."@docomo.test'],
    ['a+b@example.test'],
    ['bücher@example.test'],
  ])('%s is one recipient', async (to, onTheWire = to) => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect((await send(email(to))).outcome).toBe('sent');
    expect(received.map((one) => one.to)).toEqual([[onTheWire]]);
  });

  test.each([
    'ada@example.test,eve@evil.test',
    'ada@example.test, eve@evil.test',
    'Ada <eve@evil.test>',
    'ada@example.test>\r\nRCPT TO:<eve@evil.test',
    'friends: eve@evil.test;',
    '"eve@evil.test, x"@example.test',
  ])('nothing is sent to %j', async (to) => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect((await send(email(to))).outcome).toBe('refused');
    expect(received).toEqual([]);
  });

  test.each([
    ['451-no-such-user@example.test', 'deferred'],
    ['421-no-such-user@example.test', 'deferred'],
    ['550-no-such-user@example.test', 'refused'],
    ['553-5.1.3-bad-syntax@example.test', 'refused'],
    ['550-no@example.test', 'deferred'],
    ['503-bad-sequence@example.test', 'deferred'],
  ])('an answer of %s makes it %s', async (to, outcome) => {
    const { port } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect((await send(email(to))).outcome).toBe(outcome);
    expect((await send(email())).outcome).toBe('sent');
  });

  test('an email is deferred when the server refuses every connection', async () => {
    const door = createSocketServer((socket) => socket.on('error', () => {}).end('554 no service here\r\n')).listen(0);
    await once(door, 'listening');
    closers.push(() => door.close());
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${(door.address() as AddressInfo).port}` });
    expect((await send(email())).outcome).toBe('deferred');
  });

  test('an email is deferred when the server cannot be reached', async () => {
    const { send } = await load({ SMTP_URL: 'smtp://127.0.0.1:9' });
    expect((await send(email())).outcome).toBe('deferred');
  });

  test('the user and the password in the settings are used to sign in', async () => {
    const { port, received } = await startSmtp({ authOptional: false });
    const { send } = await load({ SMTP_URL: `smtp://ada%40x:right@127.0.0.1:${port}` });
    expect((await send(email())).outcome).toBe('sent');
    expect(received).toMatchObject([{ user: 'ada@x' }]);
  });

  test('a refused password defers the email, and the operator is told what Gmail wants', async () => {
    const { port } = await startSmtp({ authOptional: false });
    const { send } = await load({ SMTP_URL: `smtp://ada:wrong@127.0.0.1:${port}` });
    const sending = await send(email());
    expect(sending).toMatchObject({ outcome: 'deferred', reason: expect.stringContaining('app password') });
    expect(JSON.stringify(sending)).not.toContain('wrong');
  });

  test('so does a server that requires a sign-in when the settings have none', async () => {
    const { port } = await startSmtp({ authOptional: false });
    const { send } = await load({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect(await send(email())).toMatchObject({ outcome: 'deferred', reason: expect.stringContaining('530') });
  });

  // 0.0.0.0 leads to this machine, and is not one of its names.
  test('no email leaves in plain text, unless the server is this machine', async () => {
    const { port, received } = await startSmtp();
    const { send } = await load({ SMTP_URL: `smtp://0.0.0.0:${port}` });
    expect(await send(email())).toMatchObject({ outcome: 'deferred', reason: expect.stringMatching(/TLS/) });
    expect(received).toEqual([]);
  });

  test('no email leaves to a server whose certificate is not its own', async () => {
    const { port, received } = await startSmtp({ disabledCommands: [] });
    const { send } = await load({ SMTP_URL: `smtp://0.0.0.0:${port}` });
    expect(await send(email())).toMatchObject({ outcome: 'deferred', reason: expect.stringMatching(/certificate/) });
    expect(received).toEqual([]);
  });
});

test('Resend gets each email under an idempotency key of its own', async () => {
  const resend = await startResend();
  closers.push(resend.stop);
  const { send } = await load({
    ...resend.settings,
    SMTP_URL: `smtp://127.0.0.1:9`,
    EMAIL_REPLY_TO: 'help@return-key.test',
  });
  expect(await send(email())).toEqual({ outcome: 'sent', provider: 'resend', providerId: resend.emails[0]?.id });
  expect(resend.emails[0]?.key).toMatch(new RegExp(`^${email().id}`));
  const { id: _, ...content } = email();
  expect(resend.emails[0]).toMatchObject({
    ...content,
    from: 'Return Key <no-reply@return-key.test>',
    reply_to: 'help@return-key.test',
    tags: [{ name: 'email', value: email().id }],
  });
});
