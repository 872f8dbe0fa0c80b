import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import postgres, { type Sql } from 'postgres';
import { SMTPServer } from 'smtp-server';
import { type Mailbox, startMailbox } from '../dev/mailbox';
import { Client } from '../support/client';
import { findAnyPort } from '../support/ports';
import { type SecondSite, startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import { makeIdentity } from '../support/tls';
import { comparable, linkIn, newAddress, newPassword, poll } from '../support/world';

// C-004, C-005 and the second half of C-039 (README.md): a site of its own, whose mail server and tables can be taken away.
// In order on one worker: the site is the same for all.
test.describe.configure({ mode: 'serial' });

let site: SecondSite;
let sql: Sql;
let smtpPort: number;

test.beforeAll(async () => {
  smtpPort = await findAnyPort();
  // With a name and a password, so that the server can refuse them; the test's own mailbox takes any.
  const settings = (port: number) => ({
    APP_URL: `http://localhost:${port}`,
    SMTP_URL: `smtp://name:password@127.0.0.1:${smtpPort}`,
  });
  site = await startSecondSite({ settings });
  sql = postgres(site.databaseUrl, { max: 2, onnotice: () => undefined });
});

test.afterAll(async () => {
  await sql.end();
  await site.stop();
});

test('C-004 when the mail server fails the answer is the same for every address, and the email is sent once it is back', async () => {
  const faults: Record<string, { start: () => Promise<Fault>; reason: RegExp }> = {
    'nobody listens': { start: async () => ({ stop: async () => undefined }), reason: /ECONNREFUSED/ },
    'the sign-in is refused': { start: () => refuseAt('onAuth', 535), reason: /EAUTH.* 535/ },
    'the recipient is put off': { start: () => refuseAt('onRcptTo', 451), reason: /451/ },
    'the certificate is not its own': { start: () => refuseAt(null), reason: /certificate/ },
    'it never says a word': { start: keepSilent, reason: /closed|ECONNRESET/ },
  };
  const asked: string[] = [];
  for (const [name, { start, reason }] of Object.entries(faults)) {
    const fault = await start();
    const [known, unknown] = [await importUser(), newAddress()];
    const answers = await Promise.all([known, unknown].map(ask));
    expect(answers[0]?.headers.location, name).toBe('/forgot-password/sent');
    expect(comparable(answer(answers[0]), known), name).toEqual(comparable(answer(answers[1]), unknown));
    // While the mail server is silent the worker holds the email; the requester already has the answer.
    await fault.hangUp?.(known);
    expect(await poll(() => errorOf(known), `the failure "${name}" in the outbox`), name).toMatch(reason);
    await poll(
      async () => (await stateOf(unknown)) === 'no-account' || undefined,
      'the email to an address without an account',
    );
    asked.push(known);
    await fault.stop();
  }
  // What a command of an operator sees too; neither an address nor a link is in it.
  expect(site.output()).toContain('email deferred');
  for (const word of [...asked, 'eyJ']) expect(site.output()).not.toContain(word);
  const mailbox = await startMailbox({ smtpPort, webPort: 0 });
  for (const email of asked) await deliver(mailbox, email);
  expect(mailbox.messages()).toHaveLength(asked.length);
  await mailbox.stop();
});

test('C-005 a reset request reads no table with accounts, for known and unknown addresses alike', async () => {
  const [known, unknown] = [await importUser(), newAddress()];
  const clients = await Promise.all([atForm(), atForm(), atForm(), atForm()]);
  // A statement that reads one of these tables waits until the lock is released. lib/recovery/reset-requests.test.ts counts the statements.
  await sql.begin(async (tx) => {
    await tx`lock table users, resets, sessions, registrations, address_changes, disavowals in access exclusive mode`;
    const odd = { reset_url: 'not an address', next: '//evil.test' };
    const sent = await Promise.all([
      clients[0]?.press({ email: known }),
      clients[1]?.press({ email: unknown }),
      clients[2]?.post('/forgot-password', [
        ...clients[2].findForm(['email']),
        ['email', known],
        ...Object.entries(odd),
      ]),
      clients[3]?.post('/forgot-password', [
        ...clients[3].findForm(['email']),
        ['email', unknown],
        ...Object.entries(odd),
      ]),
    ]);
    const plain = sent.map((each, i) => comparable(answer(each), i % 2 ? unknown : known));
    for (const each of plain) expect(each).toEqual(plain[0]);
    expect(plain[0]?.headers).toMatchObject({ location: '/forgot-password/sent' });
    const written = await tx`select canonical, count(*)::int from outbox_emails
      where canonical in ${tx([known, unknown])} group by canonical order by canonical`;
    expect(written.map(({ count }) => count)).toEqual([2, 2]);
  });
});

test('C-039 a notice that cannot be sent neither delays nor undoes the reset, and arrives later', async () => {
  const email = await importUser();
  const open = await startMailbox({ smtpPort, webPort: 0 });
  const client = await atForm();
  await client.submit({ email });
  const link = linkIn(await open.waitFor(email));
  await open.stop();
  await client.open(link);
  const password = newPassword();
  expect((await client.setPassword(password)).text).toContain('Password changed');
  expect(await poll(() => errorOf(email), 'a notice that fails')).toMatch(/ECONNREFUSED/);
  expect((await client.signIn(email, password)).path).toBe('/account');
  const mailbox = await startMailbox({ smtpPort, webPort: 0 });
  await deliver(mailbox, email);
  expect(mailbox.messages(email).map(({ subject }) => subject)).toEqual([
    expect.stringMatching(subjects.passwordChanged),
  ]);
  expect((await client.signIn(email, password)).path).toBe('/account');
  await mailbox.stop();
});

async function atForm(): Promise<Client> {
  const client = new Client(undefined, `http://localhost:${site.port}`);
  await client.open('/forgot-password');
  return client;
}

async function ask(email: string) {
  return (await atForm()).press({ email });
}

function answer<T>(given: T | undefined): T {
  if (!given) throw new Error('There was no answer.');
  return given;
}

async function importUser(): Promise<string> {
  const email = newAddress();
  await sql`insert into users (name, email, canonical) values ('Ada Lovelace', ${email}, ${email})`;
  return email;
}

async function newest(email: string) {
  const [outboxEmail] =
    await sql`select state, last_error from outbox_emails where canonical = ${email} order by created_at desc limit 1`;
  return outboxEmail;
}

const stateOf = async (email: string) => String((await newest(email))?.state);
const errorOf = async (email: string): Promise<string | undefined> => (await newest(email))?.last_error ?? undefined;

/** Lets the next try come at once, as often as it takes, until the newest email to an address has arrived. */
async function deliver(mailbox: Mailbox, email: string): Promise<void> {
  await poll(async () => {
    await sql`update outbox_emails set due_at = now() where canonical = ${email} and state = 'queued'`;
    return (await stateOf(email)) === 'sent' && mailbox.messages(email).length > 0 ? true : undefined;
  }, `the late mail to ${email}`);
}

/** A mail server in trouble. `hangUp` ends the connections of one that would let the worker wait. */
type Fault = { stop: () => Promise<void>; hangUp?: (email: string) => Promise<void> };

/** A mail server that refuses at one step; without a step: one that offers TLS with a self-signed certificate. */
async function refuseAt(step: 'onAuth' | 'onRcptTo' | null, code = 0): Promise<Fault> {
  const refusal = Object.assign(new Error('Not now'), { responseCode: code });
  const server = new SMTPServer({
    ...makeIdentity(),
    allowInsecureAuth: true,
    authOptional: true,
    ...(step && { disabledCommands: ['STARTTLS'] }),
    onAuth: (_auth, _session, accept) => (step === 'onAuth' ? accept(refusal) : accept(null, { user: 'anyone' })),
    onRcptTo: (_address, _session, accept) => accept(step === 'onRcptTo' ? refusal : null),
  });
  server.on('error', () => undefined);
  await once(server.listen(smtpPort, '127.0.0.1'), 'listening');
  const stop = async () => {
    for (const connection of server.connections) connection.close();
    await new Promise<void>((done) => server.close(() => done()));
  };
  return { stop };
}

/** A server that takes connections and says nothing. */
async function keepSilent(): Promise<Fault> {
  const sockets = new Set<Socket>();
  let isOver = false;
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    if (isOver) socket.destroy();
  });
  await once(server.listen(smtpPort, '127.0.0.1'), 'listening');
  const hangUp = async (email: string) => {
    await poll(async () => (await stateOf(email)) === 'sending' || undefined, 'the worker to wait');
    isOver = true;
    for (const socket of sockets) socket.destroy();
  };
  return { hangUp, stop: () => new Promise<void>((done) => server.close(() => done())) };
}
