import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { SMTPServer } from 'smtp-server';
import { digest, forge, read } from '../forge';
import { startSecondSite } from '../second-site';
import { type Answer, Visitor } from '../visitor';
import {
  deadEnds,
  linkIn,
  mails,
  newAccount,
  newAddress,
  newLink,
  newPassword,
  poll,
  sql,
  storedHash,
  waitForMail,
  waitForOutbox,
} from '../world';

// C-077 to C-079 (README.md): what is written down, and that no secret is in it.

const tokenIn = (link: string) => link.slice(link.lastIndexOf('/') + 1);

test('C-077 every step of a reset and every refusal is an event with its time, network, device and reason', async () => {
  const { email, password } = await newAccount();
  const { visitor, link } = await newLink(email);
  const [next, hurried] = [newPassword(), 'too short'];
  await visitor.signIn(email, 'not the password');
  const twin = new Visitor(visitor.network);
  for (const browser of [twin, visitor]) await browser.open(link);
  await visitor.setPassword(hurried);
  const form = visitor.findForm(['password']).filter(([name]) => name !== 'resetId');
  const foreign: [string, string] = ['resetId', '00000000-0000-4000-8000-000000000000'];
  await visitor.post('/reset-password', [...form, foreign, ['password', next]]);
  await visitor.setPassword(next);
  await twin.setPassword(newPassword());
  await visitor.signIn(email, next);
  await visitor.changePassword('not the password', newPassword());
  await new Visitor(visitor.network).forgot(email);
  const mail = await waitForMail(email, /^Choose a new password/, 1);
  await visitor.open(linkIn(mail, 'not-me'));
  await visitor.submit({ email });
  for (let round = 0; round < 2; round++) {
    await new Visitor(visitor.network).forgot(email);
    await waitForOutbox(email);
  }
  const rows = await sql`select e.*, a.canonical from events e left join accounts a on a.id = e.account_id
    where e.network = ${visitor.network} order by e.id`;
  const told = rows.map(({ name, reason }) => (reason ? `${name}: ${reason}` : String(name)));
  expect(told).toEqual([
    'reset.requested',
    'reset.sent',
    'session.refused',
    'reset.opened',
    'reset.refused: tooShort',
    'reset.refused: two links',
    'reset.completed',
    'reset.refused: used',
    'session.started',
    'password.refused',
    'reset.requested',
    'reset.sent',
    'reset.denied',
    'reset.requested',
    'reset.sent',
    'reset.suppressed',
  ]);
  for (const row of rows) {
    expect(row.canonical === email || row.subject === digest(email), row.name).toBe(true);
    expect(row).toMatchObject({ at: expect.any(Date), device: 'Firefox on Linux' });
  }
  const text = JSON.stringify(rows.map(({ canonical: _, ...row }) => ({ ...row, id: String(row.id) })));
  for (const secret of [password, next, hurried, 'not the password', tokenIn(link), email])
    expect(text).not.toContain(secret);
});

test('C-077 what befalls an address without an account is an event under a digest', async () => {
  const [stranger, visitor] = [newAddress(), new Visitor()];
  await visitor.forgot(stranger);
  await visitor.signIn(stranger, newPassword());
  await waitForOutbox(stranger);
  const rows = await sql`select name, account_id, subject from events where network = ${visitor.network} order by name`;
  const befallen = { account_id: null, subject: digest(stranger) };
  expect(rows.map((row) => ({ ...row }))).toEqual([
    { name: 'reset.requested', ...befallen },
    { name: 'session.refused', ...befallen },
  ]);
});

test('C-077 C-078 a mail that is refused is an event, and the log of a whole recovery holds no secret', async () => {
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
  await database`insert into accounts (name, email, canonical) values ('Ada', ${email}, ${email})`;
  const visitor = new Visitor(undefined, `http://localhost:${site.port}`);
  expect((await visitor.forgot(email)).path).toBe('/forgot-password/sent');
  const letter = await poll(async () => {
    const [row] = await database`select last_error from letters where state = 'failed'`;
    return row;
  }, 'a mail that was refused');
  expect(letter.last_error).toContain('550');
  const [failed] = await database`select * from events where name = 'reset.failed'`;
  expect(failed).toMatchObject({ network: visitor.network, at: expect.any(Date) });
  // The mail did not leave, but its link is alive: made here once more, it goes through every page of the site.
  const [reset] = await database`select * from resets`;
  const { token, password } = { token: signAs(reset, visitor.base), password: newPassword() };
  await visitor.open(`/reset-password/${token}`);
  await visitor.send('POST', `/reset-password/${token}`, { headers: { Origin: visitor.base }, body: '' });
  await visitor.send('POST', `/reset-password/${token}`, { headers: { Origin: 'https://evil.example' }, body: '' });
  await visitor.send('GET', `/nowhere/${token}`);
  await database`alter table throttles rename to gone`;
  expect((await visitor.setPassword(password)).status).toBe(503);
  await database`alter table gone rename to throttles`;
  expect((await visitor.setPassword(password)).text).toContain('Password changed.');
  expect((await visitor.signIn(email, password)).path).toBe('/account');
  await database.end();
  await site.stop();
  smtp.close();
  expect(site.output()).toContain('request failed');
  expect(site.output()).toContain('letter refused');
  for (const secret of [token, tokenSignature(token), password]) expect(site.output()).not.toContain(secret);
});

test('C-078 no answer repeats the secret of a link, and only its own cookie carries it', async () => {
  const { email } = await newAccount();
  const { visitor, link } = await newLink(email);
  const token = tokenIn(link);
  const answers: Answer[] = [];
  const keep = async (answer: Promise<Answer>) => answers.push(await answer);
  await keep(visitor.send('HEAD', link));
  await keep(visitor.send('GET', link));
  await keep(visitor.send('GET', `${link}?_rsc`, { headers: { RSC: '1' } }));
  await keep(visitor.send('POST', link, { headers: { Origin: visitor.base }, body: '' }));
  await keep(visitor.send('POST', link, { headers: { Origin: 'https://evil.example' }, body: '' }));
  for (const path of ['/reset-password', '/', '/login', '/forgot-password', '/not-me', '/confirm', '/nowhere']) {
    await keep(visitor.open(path));
    await keep(visitor.send('GET', path, { headers: { RSC: '1' } }));
  }
  await visitor.open('/reset-password');
  await keep(visitor.submit({ password: 'too short' }));
  await keep(visitor.post('/reset-password', []));
  await keep(visitor.setPassword(newPassword()));
  await keep(visitor.open(link));
  for (const { path, status, headers, body } of answers) {
    const { 'set-cookie': cookies = [], ...others } = headers;
    expect(`${JSON.stringify(others)}${body}`, `${status} ${path}`).not.toContain(tokenSignature(token));
    for (const cookie of cookies.filter((text) => text.includes(tokenSignature(token))))
      expect(cookie).toMatch(/^return-key\.reset=[^;]+;.*HttpOnly/i);
  }
  expect(answers.some(({ text }) => text.includes(deadEnds.used))).toBe(true);
});

test('C-079 a copy of the whole database opens no account', async () => {
  const { email, password } = await newAccount();
  const asker = new Visitor();
  await asker.forgot(email);
  const queued = await dump();
  const link = linkIn(await waitForMail(email, /^Choose a new password/));
  await asker.open(link);
  const [token, hash] = [tokenIn(link), await storedHash(email)];
  const { header, claims } = read(token);
  const stolen = await dump();
  for (const rows of [queued, stolen])
    for (const secret of [token, tokenSignature(token), password]) expect(rows.join('\n')).not.toContain(secret);
  // Whoever has the rows knows everything that a link says, and tries everything that stands beside it as the link or as its key.
  const mine = stolen.filter((row) => row.includes(email) || row.includes(String(claims.sub)));
  const values = new Set(mine.flatMap((row) => findTexts(JSON.parse(row))));
  expect(values).toContain(claims.jti);
  expect(values).toContain(header.kid);
  expect(values).toContain(hash);
  for (const value of values) {
    const forged = [value, forge(header, claims, value), forge(header, claims, Buffer.from(value, 'base64url'))];
    for (const secret of forged) {
      // A browser is given the link to hold only when its signature is ours.
      const thief = new Visitor();
      await thief.send('GET', `/reset-password/${encodeURIComponent(secret)}`);
      expect([...thief.jar.keys()], value).toEqual([]);
    }
  }
  const session = (
    await sql`select s.id from sessions s join accounts a on a.id = s.account_id
    where a.canonical = ${email}`
  )[0]?.id;
  const guest = new Visitor();
  guest.jar.set('return-key.session', String(session));
  expect(await guest.me()).toBeNull();
  expect((await mails(email, /^Choose a new password/)).length).toBe(1);
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
  const iat = Math.floor(row?.issued_at.getTime() / 1000);
  const header = { alg: 'HS256', typ: 'reset+jwt', kid: row?.key_id };
  return forge(header, { iss: issuer, aud: 'reset', sub: row?.account_id, jti: row?.id, iat, exp: iat + 1800 });
}
