import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createSocketServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { dropDatabase, startDatabase } from '@/e2e/dev/postgres/server';
import { digestOf } from '@/lib/action-key';
import { brand } from '@/lib/brand';
import { databaseUrl } from '@/lib/testing';
import { type Check, type Finding, runCheck } from './doctor/check';
import { checkContact, contactChecks } from './doctor/contact';
import { databaseChecks } from './doctor/database';
import { domainChecks } from './doctor/domain';
import { mailChecks } from './doctor/mail';
import { providerChecks } from './doctor/providers';
import { checkNode, checkSecrets, type Settings, settingChecks } from './doctor/settings';
import { siteChecks } from './doctor/site';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** What the check of this name finds. */
async function find(name: string, checks: Check[]): Promise<Finding> {
  const check = checks.find((one) => one.name === name);
  if (!check) throw new Error(`There is no check ${name}.`);
  return runCheck(check);
}

/** A name server of this machine that knows these texts. */
async function startNames(texts: Record<string, string[]>): Promise<string[]> {
  const socket = createSocket('udp4');
  socket.on('message', (query, { port, address }) => {
    const labels: string[] = [];
    let at = 12;
    for (; query[at]; at += (query[at] ?? 0) + 1)
      labels.push(query.toString('latin1', at + 1, at + 1 + (query[at] ?? 0)));
    const found = texts[labels.join('.').toLowerCase()];
    const records = (found ?? []).map((text) => {
      const parts = text.match(/.{1,200}/g) ?? [''];
      const data = Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part)]));
      const head = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 1, data.length >> 8, data.length & 255]);
      return Buffer.concat([head, data]);
    });
    const head = Buffer.from([0x81, found ? 0x80 : 0x83, 0, 1, 0, records.length, 0, 0, 0, 0]);
    socket.send(Buffer.concat([query.subarray(0, 2), head, query.subarray(12, at + 5), ...records]), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closers.push(() => socket.close());
  return [`127.0.0.1:${socket.address().port}`];
}

/** The URL of a database with a setting for its sessions. */
function withOptions(url: string, setting: string): string {
  const changed = new URL(url);
  changed.searchParams.set('options', `-c ${setting}`);
  return changed.href;
}

/** A web server of this machine. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const smtp = { EMAIL_FROM: 'Return Key <no-reply@shop.example.com>' } as Settings;
const resend = { ...smtp, RESEND_API_KEY: 're_1' };
/** A site at plain http, which lib/env.ts takes for trying it. */
const trial = { APP_URL: 'http://localhost:3000' };
const gmail = { ...smtp, EMAIL_USER: 'me@shop.example.com' };
const key = `v=DKIM1; k=rsa; p=${'MIGfMA0GCSqGSIb3DQEB'.repeat(15)}`;

describe('the OpenID provider', () => {
  async function checkProvider(changes: object, path = '') {
    const issuer = await serve((_, response) => {
      const endpoints = { authorization_endpoint: `${issuer}/auth`, userinfo_endpoint: `${issuer}/me` };
      response.end(JSON.stringify({ issuer, ...endpoints, ...changes }));
    });
    return find('OpenID', providerChecks({ ...smtp, AUTH_OIDC_ISSUER: issuer + path }));
  }

  test('is not looked for without its settings, and is found with them', async () => {
    expect(providerChecks(smtp)).toEqual([]);
    expect(await checkProvider({})).toMatchObject({ state: 'ok' });
    expect(await checkProvider({}, '/')).toMatchObject({ state: 'ok' });
  });

  test('is reported when it is away, is another one, or has no userinfo endpoint', async () => {
    const away = providerChecks({ ...smtp, AUTH_OIDC_ISSUER: 'http://127.0.0.1:1' });
    expect(await find('OpenID', away)).toMatchObject({ state: 'fail' });
    const other = await checkProvider({ issuer: 'https://id.example.com' });
    expect(other).toMatchObject({ state: 'fail', fix: [expect.stringContaining('https://id.example.com')] });
    expect(await checkProvider({ userinfo_endpoint: undefined })).toMatchObject({ state: 'fail' });
  });

  test('has its sign-in page where forms may lead to', async () => {
    const elsewhere = { authorization_endpoint: 'https://login.example.com/authorize' };
    const found = await checkProvider(elsewhere);
    expect(found).toMatchObject({ state: 'warn', fix: [expect.stringContaining('add https://login.example.com to')] });
  });
});

describe('the domain of the sender', () => {
  test.each([
    ['SPF', smtp, { 'shop.example.com': ['other=1', 'v=spf1 a:mail.example.com -all'] }, 'ok', /a:mail/],
    ['SPF', smtp, {}, 'warn', /no record/],
    ['SPF', smtp, { 'shop.example.com': ['v=spf1 -all', 'v=spf1 a ~all'] }, 'fail', /2 records/],
    ['SPF', smtp, { 'shop.example.com': ['v=spf1 +all'] }, 'fail', /any server/],
    ['SPF', smtp, { 'shop.example.com': [`v=spf1 ${'a '.repeat(11)}-all`] }, 'fail', /11 lookups/],
    ['SPF', resend, { 'send.shop.example.com': ['v=spf1 include:amazonses.com ~all'] }, 'ok', /send\.shop/],
    ['SPF', resend, { 'shop.example.com': ['v=spf1 -all'] }, 'warn', /send\.shop\.example\.com has no record/],
    ['SPF', gmail, { 'shop.example.com': ['v=spf1 include:amazonses.com ~all'] }, 'warn', /_spf\.google\.com/],
    ['DKIM', resend, { 'resend._domainkey.shop.example.com': [key] }, 'ok', /resend\._domainkey/],
    ['DKIM', resend, { 'resend._domainkey.shop.example.com': ['v=DKIM1; p='] }, 'warn', /no key/],
    ['DKIM', gmail, { 'google._domainkey.shop.example.com': [key] }, 'ok', /google\._domainkey/],
    ['DKIM', smtp, { 's1._domainkey.shop.example.com': [key] }, 'ok', /s1\._domainkey/],
    ['DKIM', smtp, {}, 'warn', /may use another/],
    ['DMARC', smtp, { '_dmarc.shop.example.com': ['v=DMARC1; p=reject'] }, 'ok', /p=reject/],
    ['DMARC', smtp, { '_dmarc.example.com': ['v=DMARC1; p=none'] }, 'ok', /_dmarc\.example\.com/],
    ['DMARC', smtp, {}, 'warn', /no record/],
    ['DMARC', smtp, { '_dmarc.shop.example.com': ['v=DMARC1; p=none', 'v=DMARC1;'] }, 'fail', /2 records/],
  ] as const)('%s %#', async (name, settings, texts, state, says) => {
    const servers = await startNames(texts as unknown as Record<string, string[]>);
    const finding = await find(name, domainChecks(settings, servers));
    expect(finding).toMatchObject({ state, says: expect.stringMatching(says) });
    expect(finding.fix.length).toBe(state === 'ok' ? 0 : 1);
  });

  test('that is not public, or whose name server is silent, is not checked', async () => {
    const local = { EMAIL_FROM: 'Return Key <no-reply@localhost>' } as Settings;
    expect(await find('SPF', domainChecks(local))).toMatchObject({
      state: 'warn',
      says: expect.stringContaining('not a public domain'),
    });
    expect(await find('SPF', domainChecks({ ...local, ...trial }))).toMatchObject({ state: 'ok' });
    expect(await find('DMARC', domainChecks(smtp, ['127.0.0.1:9']))).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/did not answer/),
    });
  });
});

describe('the addresses that people see', () => {
  test('are told while they are examples, each with its fix', async () => {
    const mine = 'help@shop.test';
    expect(checkContact(mine, 'no-reply@shop.test')).toEqual({ state: 'ok', says: `questions go to ${mine}`, fix: [] });
    expect(checkContact(mine, undefined).state).toBe('ok');
    for (const example of ['a@example.com', 'a@mail.EXAMPLE.org', 'a@shop.example']) {
      expect(checkContact(example, mine)).toMatchObject({ state: 'warn', fix: [expect.stringContaining('brand.ts')] });
      expect(checkContact(mine, example)).toMatchObject({
        state: 'warn',
        fix: [expect.stringContaining('EMAIL_FROM')],
      });
      expect(checkContact(example, example).fix).toHaveLength(2);
    }
    expect(checkContact('a@myexample.com', 'a@example.com.test').state).toBe('ok');
  });

  test('are those of the brand and of EMAIL_FROM', async () => {
    const said = await find('contact', contactChecks(smtp));
    expect(said).toMatchObject({ state: 'warn', says: expect.stringContaining('no-reply@shop.example.com') });
    const own = { EMAIL_FROM: 'Shop <no-reply@shop.test>' } as Settings;
    const { says, fix } = checkContact(brand.supportEmail, 'no-reply@shop.test');
    expect(await find('contact', contactChecks(own))).toMatchObject({ says, fix });
    expect(await find('contact', contactChecks({ ...own, ...trial }))).toMatchObject({ state: 'ok', fix: [] });
  });
});

describe('settings', () => {
  test('an old Node.js fails', () => {
    expect(['20.18.0', '18.20.0', '20.19.0', '22.1.0', '24.0.0'].map((version) => checkNode(version).state)).toEqual([
      ...['fail', 'fail', 'ok', 'ok', 'ok'],
    ]);
  });

  test('a secret that is used twice, or is listed as a previous one too, is reported', () => {
    const AUTH_SECRET = 'kJ8s-2mfPq0z_7RtYw1LbNcXvDhGe4Ua';
    const judge = (more: object) => checkSecrets({ AUTH_SECRET, ...more } as Settings).state;
    expect(judge({ RESEND_API_KEY: 're_1' })).toBe('warn');
    expect([judge({}), judge({ CRON_SECRET: AUTH_SECRET }), judge({ AUTH_SECRET_PREVIOUS: [AUTH_SECRET] })]).toEqual([
      ...['ok', 'fail', 'warn'],
    ]);
  });

  test('an action key that is not that of the build fails', async () => {
    const build = await mkdtemp(join(tmpdir(), 'return-key-build-'));
    closers.push(() => rm(build, { recursive: true }));
    const judge = () =>
      find('action key', settingChecks({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'one' } as Settings, build));
    expect(await judge()).toMatchObject({ state: 'ok', says: expect.stringContaining('no build here') });
    const write = (key: string) =>
      writeFile(
        join(build, 'required-server-files.json'),
        JSON.stringify({ config: { env: { ACTION_KEY_DIGEST: digestOf(key) } } }),
      );
    await write('one');
    expect(await judge()).toMatchObject({ state: 'ok', says: expect.stringContaining('matches') });
    await write('another');
    expect(await judge()).toMatchObject({ state: 'fail', fix: [expect.stringContaining('build again')] });
    await write('');
    expect(await judge()).toMatchObject({ state: 'warn', says: expect.stringContaining('without it') });
  });
});

describe('the database', () => {
  const look = async (name: string, settings: object = {}) => {
    const { checks, close } = databaseChecks({ DATABASE_URL: databaseUrl, ...settings } as Settings);
    return find(name, checks).finally(close);
  };
  const outboxEmail = (state: string, due: string) =>
    db().execute(
      sql.raw(`insert into outbox_emails (kind, email, canonical, request_id, requester, locale, state, due_at, settled_at)
      values ('reset', '', '', '', '{}', 'en', '${state}', now() - interval '${due}', now())`),
    );

  test('of a healthy installation passes every check', async () => {
    const { checks, close } = databaseChecks({ DATABASE_URL: databaseUrl } as Settings);
    const findings = await Promise.all(checks.map(runCheck)).finally(close);
    expect(findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(findings.find(({ name }) => name === 'database')?.says).toMatch(/^PostgreSQL \d+.* ms away$/);
  });

  test('that does not answer fails once, with a fix and without the password', async () => {
    const { checks, close } = databaseChecks({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:9/x' } as Settings);
    const findings = await Promise.all(checks.map(runCheck)).finally(close);
    expect(findings.map(({ state }) => state)).toEqual(['fail', ...Array(9).fill('warn')]);
    expect(findings[0]?.fix).toEqual([expect.stringContaining('DATABASE_URL')]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  test('that is not configured is reported as not checked', async () => {
    expect(await look('migrations', { DATABASE_URL: undefined })).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/DATABASE_URL/),
    });
  });

  test('that lacks a migration fails; one that is newer is fine for a while', async () => {
    await db().execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
      select 'later', max(created_at) + 1 from drizzle.__drizzle_migrations`);
    expect(await look('migrations')).toMatchObject({ state: 'warn', says: expect.stringMatching(/newer/) });
    await db().execute(sql`create table kept as select * from drizzle.__drizzle_migrations`);
    await db().execute(sql`delete from drizzle.__drizzle_migrations`);
    expect(await look('migrations')).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/0000_start/),
      fix: [expect.stringMatching(/db:migrate/)],
    });
    await db().execute(sql`insert into drizzle.__drizzle_migrations select * from kept where hash <> 'later'`);
  });

  test('whose user lacks rights fails, and the missing grants are named', async () => {
    const role = `clerk_${randomBytes(6).toString('hex')}`;
    await db().execute(sql.raw(`create role ${role}; grant select on all tables in schema public to ${role}`));
    closers.push(() => db().execute(sql.raw(`drop owned by ${role}; drop role ${role}`)));
    const asClerk = { DATABASE_URL: withOptions(databaseUrl, `role=${role}`) };
    const finding = await look('rights', asClerk);
    expect(finding).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/cannot .* users, __drizzle_migrations$/),
    });
    expect(await look('migrations', asClerk)).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/^not checked/),
    });
    // The fixes, as they stand.
    expect(finding.fix).toHaveLength(2);
    for (const fix of finding.fix) await db().execute(sql.raw(fix.replace(/^[^:]*: /, '')));
    expect(await look('rights', asClerk)).toMatchObject({ state: 'ok' });
    expect(await look('migrations', asClerk)).toMatchObject({ state: 'ok' });
  });

  test('that is read-only fails, and the fix goes to where that was set', async () => {
    const setting = 'default_transaction_read_only';
    const name = new URL(databaseUrl).pathname.slice(1);
    const inUrl = await look('database', { DATABASE_URL: withOptions(databaseUrl, `${setting}=on`) });
    expect(inUrl).toMatchObject({ state: 'fail', fix: [expect.stringMatching(/options of DATABASE_URL/)] });
    await db().execute(sql.raw(`alter database ${name} set ${setting} = on`));
    const { state, says, fix } = await look('database');
    await db().execute(sql.raw(fix[0]?.match(/alter database \S+ reset \w+/)?.[0] ?? ''));
    expect({ state, says }).toEqual({ state: 'fail', says: expect.stringMatching(/read-only/) });
    expect(await look('database')).toMatchObject({ state: 'ok' });
  });

  test('that is a standby fails', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'return-key-standby-'));
    const primary = await startDatabase({ dataDir, durable: false });
    await primary.stop();
    await writeFile(join(dataDir, 'cluster', 'standby.signal'), '');
    const standby = await startDatabase({ dataDir, durable: false });
    closers.push(() => standby.stop().then(() => rm(dataDir, { recursive: true })));
    expect(await look('database', { DATABASE_URL: standby.url })).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/a standby/),
      fix: [expect.stringMatching(/the primary/)],
    });
  });

  test('with another encoding than UTF8 fails', async () => {
    const name = `latin_${randomBytes(6).toString('hex')}`;
    await db().execute(
      sql.raw(`create database ${name} template template0 encoding 'LATIN1' locale_provider libc locale 'C'`),
    );
    closers.push(() => dropDatabase(databaseUrl, Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href));
    const latin = Object.assign(new URL(databaseUrl), { pathname: `/${name}` }).href;
    expect(await look('database', { DATABASE_URL: latin })).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/its encoding is LATIN1/),
      fix: [expect.stringMatching(/--encoding=UTF8/)],
    });
  });

  test('reports emails that are overdue and emails that did not arrive', async () => {
    await outboxEmail('queued', '5 seconds');
    expect(await look('outbox')).toMatchObject({ state: 'ok' });
    await outboxEmail('queued', '5 minutes');
    expect(await look('outbox')).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/2 due, the oldest for 5 min/),
    });
    await outboxEmail('sending', '1 hour');
    expect(await look('outbox')).toMatchObject({ state: 'fail', says: expect.stringMatching(/60 min/) });
    await db().execute(sql`update outbox_emails set turn = 1002`);
    expect(await look('outbox', { MAIL_HOURLY_BUDGET: 100 })).toMatchObject({ state: 'fail' });
    await outboxEmail('sent', '0 seconds');
    await db().execute(sql`update outbox_emails set turn = 1002`);
    expect(await look('outbox', { MAIL_HOURLY_BUDGET: 2 })).toMatchObject({ state: 'ok' });
    expect(await look('arrival')).toMatchObject({ state: 'ok' });
    await outboxEmail('bounced', '0 seconds');
    expect(await look('arrival')).toMatchObject({ state: 'warn', says: expect.stringMatching(/^1 of /) });
    for (let i = 0; i < 6; i += 1) await outboxEmail('failed', '0 seconds');
    expect(await look('arrival')).toMatchObject({ state: 'fail' });
    await db().execute(sql`delete from outbox_emails`);
  });

  test('tells how much longer imported passwords make every sign-in', async () => {
    const says = (text: string) => ({ state: 'ok', says: text });
    expect(await look('imports')).toMatchObject(says('no password of another product is left'));
    await db().execute(sql`insert into imported_works (work) values ('pbkdf2 sha256 600000'), ('bcrypt 13')`);
    expect(await look('imports', { BCRYPT_COST: 12 })).toMatchObject(
      says('every sign-in takes about 0.7 s longer, of 3 s at most'),
    );
    await db().execute(sql`delete from imported_works`);
  });

  test('warns when all requests seem to come from the proxy', async () => {
    const visit = (network: string, count: number) =>
      db().execute(
        sql`insert into audit_events (name, network, device) select '', ${network}, '' from generate_series(1, ${count}::int)`,
      );
    await visit('10.0.0.7', 30);
    expect(await look('networks')).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/10\.0\.0\.7/),
      fix: [expect.stringMatching(/TRUSTED_PROXIES/)],
    });
    expect(await look('networks', trial)).toMatchObject({ state: 'ok', says: expect.stringMatching(/10\.0\.0\.7/) });
    await visit('203.0.113.9', 30);
    expect(await look('networks')).toMatchObject({ state: 'ok' });
    await visit('unknown', 10);
    expect(await look('networks')).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/^10 of 70 events/),
      fix: [expect.stringMatching(/X-Forwarded-For/)],
    });
    await db().execute(sql`delete from audit_events`);
  });

  test('behind a pooler is recognized by its process id', async () => {
    const { hostname, port } = new URL(databaseUrl);
    const pooler = createSocketServer((client) => {
      const server = connect(Number(port), hostname);
      client.pipe(server);
      server.on('data', (data) => {
        const at = data.indexOf(Buffer.from([0x4b, 0, 0, 0]));
        if (at >= 0) data.writeInt32BE(7, at + 5);
        client.write(data);
      });
      for (const socket of [client, server])
        socket.on('error', () => {}).on('close', () => [client.destroy(), server.destroy()]);
    }).listen(0, '127.0.0.1');
    await once(pooler, 'listening');
    closers.push(() => pooler.close());
    const through = new URL(databaseUrl);
    through.port = String((pooler.address() as AddressInfo).port);
    expect(await look('pooler', { DATABASE_URL: through.href })).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/session pooler/),
    });
  });
});

describe('the sender at Resend', () => {
  const at = async (status: number, body: object, date = new Date()) => {
    const base = await serve((_, response) => {
      response
        .writeHead(status, { 'Content-Type': 'application/json', Date: date.toUTCString() })
        .end(JSON.stringify(body));
    });
    return find('sender', mailChecks({ ...resend, RESEND_BASE_URL: base }));
  };

  test('is one of a verified domain, or fails', async () => {
    const domains = (name: string, status: string) => ({ data: [{ name, status }] });
    expect(await at(200, domains('shop.example.com', 'verified'))).toMatchObject({ state: 'ok' });
    expect(await at(200, domains('example.com', 'verified'))).toMatchObject({ state: 'ok' });
    expect(await at(200, domains('shop.example.com', 'pending'))).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/pending/),
    });
    expect(await at(200, { data: [] })).toMatchObject({ state: 'fail', says: expect.stringMatching(/not among/) });
    expect(await at(401, { name: 'restricted_api_key' })).toMatchObject({
      state: 'ok',
      says: expect.stringMatching(/only send/),
    });
  });

  test('and a clock that is off fails', async () => {
    expect(await at(200, { data: [] }, new Date(Date.now() - 600_000))).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/60\d s apart/),
    });
  });

  test('of Gmail is the account itself', async () => {
    expect(await find('sender', mailChecks(gmail))).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/me@shop/),
    });
  });
});

describe('APP_URL', () => {
  const at = (APP_URL: string) => find('address', siteChecks({ APP_URL } as Settings));
  const body = JSON.stringify({ status: 'live', network: 'known' });

  test('that leads to this site passes', async () => {
    expect(await at(await serve((_, response) => response.end(body)))).toMatchObject({ state: 'ok' });
  });

  test.each([
    ['keeps the length of a form passes', false, 'ok', []],
    ['drops the length of a form fails', true, 'fail', [expect.stringMatching(/request buffering/)]],
  ])('whose proxy %s', async (_, isLost, state, fix) => {
    const site = await serve(({ method, headers }, response) => {
      const isRefused = method === 'POST' && (isLost || !headers['content-length']);
      response.writeHead(isRefused ? 411 : 200).end(body);
    });
    expect(await at(site)).toMatchObject({ state, fix });
  });

  test('whose visitors have no address that can be read fails', async () => {
    const unread = JSON.stringify({ status: 'live', network: 'unknown' });
    expect(await at(await serve((_, response) => response.end(unread)))).toMatchObject({
      state: 'fail',
      fix: [expect.stringMatching(/TRUSTED_PROXIES/)],
    });
  });

  test('that leads to another site fails', async () => {
    expect(await at(await serve((_, response) => response.end('<h1>It works!</h1>')))).toMatchObject({ state: 'fail' });
  });

  test('that redirects fails, and the right URL is named', async () => {
    const site = await serve((_, response) => response.writeHead(301, { Location: 'https://www.example.com/x' }).end());
    expect(await at(site)).toMatchObject({
      state: 'fail',
      fix: [expect.stringMatching(/APP_URL=https:\/\/www\.example\.com/)],
    });
  });

  test('that does not respond is only a warning: the application may not have started yet', async () => {
    expect(await at('http://127.0.0.1:2')).toMatchObject({
      state: 'warn',
      says: expect.stringMatching(/ECONNREFUSED/),
    });
  });

  test.each([
    ['https://x.example.com', 0, undefined, 'warn'],
    ['https://x.example.com', 1, undefined, 'ok'],
    ['https://x.example.com', 0, '1', 'ok'],
    ['http://localhost:3000', 0, undefined, 'ok'],
    ['http://localhost:3000', 1, undefined, 'warn'],
  ])('%s behind %i proxies', async (APP_URL, TRUSTED_PROXIES, VERCEL, state) => {
    const settings = { APP_URL, TRUSTED_PROXIES, VERCEL } as Settings;
    expect(await find('proxies', siteChecks(settings))).toMatchObject({ state });
  });
});

test('a check that throws is a finding of its own', async () => {
  const finding = await runCheck({ name: 'x', look: () => Promise.reject(new Error('broken')) });
  expect(finding).toEqual({ name: 'x', state: 'fail', says: 'broken', fix: [] });
});
