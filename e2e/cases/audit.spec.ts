import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { SMTPServer } from 'smtp-server';
import { type Answer, Client } from '../support/client';
import { digest, forge, read } from '../support/forge';
import { startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import {
  deadEnds,
  linkIn,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  poll,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// C-077 to C-079 (README.md): what is written down, and that no secret is in it.

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1);

test('C-077 every step of a reset is an event with its time, network, device and reason, and what anyone can repeat is counted', async () => {
  const { email, password } = await newUser();
  const { client, link } = await newLink(email);
  const [next, hurried] = [newPassword(), 'too short'];
  await client.signIn(email, 'not the password');
  const twin = new Client(client.network);
  for (const browser of [twin, client]) await browser.open(link);
  await client.setPassword(hurried);
  const form = client.findForm(['password']).filter(([name]) => name !== 'resetId');
  const foreign: [string, string] = ['resetId', '00000000-0000-4000-8000-000000000000'];
  await client.post('/reset-password', [...form, foreign, ['password', next]]);
  await client.setPassword(next);
  await twin.setPassword(newPassword());
  await client.signIn(email, next);
  await client.changePassword('not the password', newPassword());
  await new Client(client.network).forgot(email);
  const message = await waitForEmail(email, subjects.reset, 1);
  await client.open(linkIn(message, 'not-me'));
  await client.submit({ email });
  for (let round = 0; round < 2; round++) {
    await new Client(client.network).forgot(email);
    await waitForOutbox(email);
  }
  const rows = await sql`select e.*, a.canonical from audit_events e left join users a on a.id = e.user_id
    where e.network = ${client.network} order by e.id`;
  const told = rows.map(({ name, reason }) => (reason ? `${name}: ${reason}` : String(name)));
  expect(told).toEqual([
    'reset.opened',
    'reset.refused: tooShort',
    'reset.refused: two links',
    'reset.completed',
    'reset.refused: used',
    'session.started',
    'reset.declined',
  ]);
  for (const row of rows)
    expect(row).toMatchObject({ canonical: email, at: expect.any(Date), device: 'Firefox on Linux' });
  const counts = await sql`select c.*, a.canonical from audit_counts c left join users a on a.id::text = c.key
    where c.network = ${client.network} order by c.name`;
  expect(counts.map(({ name, count }) => `${count} ${name}`)).toEqual([
    '1 password.refused',
    '3 reset.requested',
    '3 reset.sent',
    '1 reset.suppressed',
    '1 session.refused',
  ]);
  for (const row of counts) {
    expect(row.canonical === email || row.subject === digest(email), row.name).toBe(true);
    expect(row).toMatchObject({ first_at: expect.any(Date), last_at: expect.any(Date), device: 'Firefox on Linux' });
  }
  const all = [...rows, ...counts].map(({ canonical: _, ...row }) => ({ ...row, id: String(row.id) }));
  const text = JSON.stringify(all);
  for (const secret of [password, next, hurried, 'not the password', tokenIn(link), email])
    expect(text).not.toContain(secret);
});

test('C-077 what is counted for an address without an account holds only a digest of it', async () => {
  const [stranger, client] = [newAddress(), new Client()];
  await client.forgot(stranger);
  await client.signIn(stranger, newPassword());
  await waitForOutbox(stranger);
  const rows = await sql`select name, key, subject from audit_counts where network = ${client.network} order by name`;
  const befallen = { key: digest(stranger), subject: digest(stranger) };
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { name: 'reset.requested', ...befallen },
    { name: 'session.refused', ...befallen },
  ]);
});

test('C-077 C-078 a refused email is an audit event, and the log of a whole recovery holds no secret', async () => {
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo: (_, __, answer) => answer(Object.assign(new Error('No such mailbox'), { responseCode: 550 })),
  });
  const socket = smtp.listen(0, '127.0.0.1');
  await once(socket, 'listening');
  const address = socket.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const site = await startSecondSite({
    settings: (own) => ({ APP_URL: `http://localhost:${own}`, SMTP_URL: `smtp://127.0.0.1:${port}` }),
  });
  const database = postgres(site.databaseUrl, { max: 1 });
  const email = newAddress();
  await database`insert into users (name, email, canonical) values ('Ada', ${email}, ${email})`;
  const client = new Client(undefined, `http://localhost:${site.port}`);
  expect((await client.forgot(email)).path).toBe('/forgot-password/sent');
  const outboxEmail = await poll(async () => {
    const [row] = await database`select last_error from outbox_emails where state = 'failed'`;
    return row;
  }, 'a mail that was refused');
  expect(outboxEmail.last_error).toContain('550');
  const [failed] = await database`select * from audit_counts where name = 'reset.failed'`;
  expect(failed).toMatchObject({ network: client.network, last_at: expect.any(Date) });
  // The email did not leave, but its link is alive: made here once more, it goes through every page of the site.
  const [reset] = await database`select * from resets`;
  const { token, password } = { token: signAs(reset, client.base), password: newPassword() };
  await client.open(`/reset-password/${token}`);
  await client.send('POST', `/reset-password/${token}`, { headers: { Origin: client.base }, body: '' });
  await client.send('POST', `/reset-password/${token}`, { headers: { Origin: 'https://evil.example' }, body: '' });
  await client.send('GET', `/nowhere/${token}`);
  await database`alter table rate_limits rename to gone`;
  expect((await client.setPassword(password)).status).toBe(503);
  await database`alter table gone rename to rate_limits`;
  expect((await client.setPassword(password)).text).toContain('Password changed.');
  expect((await client.signIn(email, password)).path).toBe('/account');
  await database.end();
  await site.stop();
  smtp.close();
  expect(site.output()).toContain('request failed');
  expect(site.output()).toContain('email refused');
  for (const secret of [token, tokenSignature(token), password]) expect(site.output()).not.toContain(secret);
});

test('C-078 no answer repeats the secret of a link, and only its own cookie carries it', async () => {
  const { email } = await newUser();
  const { client, link } = await newLink(email);
  const token = tokenIn(link);
  const answers: Answer[] = [];
  const keep = async (answer: Promise<Answer>) => answers.push(await answer);
  await keep(client.send('HEAD', link));
  await keep(client.send('GET', link));
  await keep(client.send('GET', `${link}?_rsc`, { headers: { RSC: '1' } }));
  await keep(client.send('POST', link, { headers: { Origin: client.base }, body: '' }));
  await keep(client.send('POST', link, { headers: { Origin: 'https://evil.example' }, body: '' }));
  for (const path of ['/reset-password', '/', '/login', '/forgot-password', '/not-me', '/confirm', '/nowhere']) {
    await keep(client.open(path));
    await keep(client.send('GET', path, { headers: { RSC: '1' } }));
  }
  await client.open('/reset-password');
  await keep(client.submit({ password: 'too short' }));
  await keep(client.post('/reset-password', []));
  await keep(client.setPassword(newPassword()));
  await keep(client.open(link));
  for (const { path, status, headers, body } of answers) {
    const { 'set-cookie': cookies = [], ...others } = headers;
    expect(`${JSON.stringify(others)}${body}`, `${status} ${path}`).not.toContain(tokenSignature(token));
    for (const cookie of cookies.filter((text) => text.includes(tokenSignature(token))))
      expect(cookie).toMatch(/^return-key\.reset=[^;]+;.*HttpOnly/i);
  }
  expect(answers.some(({ text }) => text.includes(deadEnds.used))).toBe(true);
});

test('C-079 a copy of the whole database opens no account', async () => {
  const { email, password } = await newUser();
  const asker = new Client();
  await asker.forgot(email);
  const queued = await dump();
  const link = linkIn(await waitForEmail(email, subjects.reset));
  await asker.open(link);
  const [token, hash] = [tokenIn(link), await storedHash(email)];
  const { header, claims } = read(token);
  const stolen = await dump();
  for (const rows of [queued, stolen])
    for (const secret of [token, tokenSignature(token), password]) expect(rows.join('\n')).not.toContain(secret);
  // A reader of the rows knows all claims of a link, and tries every stored value as the link or as its key.
  const mine = stolen.filter((row) => row.includes(email) || row.includes(String(claims.sub)));
  const values = new Set(mine.flatMap((row) => findTexts(JSON.parse(row))));
  expect(values).toContain(claims.jti);
  expect(values).toContain(header.kid);
  expect(values).toContain(hash);
  for (const value of values) {
    const forged = [value, forge(header, claims, value), forge(header, claims, Buffer.from(value, 'base64url'))];
    for (const secret of forged) {
      // A browser is given the link to hold only when its signature is ours.
      const thief = new Client();
      await thief.send('GET', `/reset-password/${encodeURIComponent(secret)}`);
      expect([...thief.jar.keys()], value).toEqual([]);
    }
  }
  const session = (
    await sql`select s.id from sessions s join users a on a.id = s.user_id
    where a.canonical = ${email}`
  )[0]?.id;
  const guest = new Client();
  guest.jar.set('return-key.session', String(session));
  expect(await guest.me()).toBeNull();
  expect((await messages(email, subjects.reset)).length).toBe(1);
  expect((await asker.setPassword(newPassword())).path).toBe('/login');
});

const tokenSignature = (token: string) => token.slice(token.lastIndexOf('.') + 1);

/** Every row of every table, as JSON. */
async function dump(): Promise<string[]> {
  const tables = await sql`select table_name as name from information_schema.tables where table_schema = 'public'`;
  const rows = await Promise.all(
    tables.map(({ name }) => sql`select to_jsonb(t)::text as row from ${sql(String(name))} t`),
  );
  return rows.flat().map(({ row }) => String(row));
}

function findTexts(value: unknown): string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(findTexts) : [];
}

/** The link that the worker of a site has signed for a row. */
function signAs(row: postgres.Row | undefined, issuer: string): string {
  const [iat, exp] = [row?.issued_at, row?.expires_at].map((at) => Math.floor(at.getTime() / 1000));
  const header = { alg: 'HS256', typ: 'reset+jwt', kid: row?.key_id };
  return forge(header, { iss: issuer, aud: 'reset', sub: row?.user_id, jti: row?.id, iat, exp });
}
