import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgresProxy } from '@/e2e/support/postgres-proxy';
import { makeIdentity } from '@/e2e/support/tls';
import { databaseUrl } from '@/lib/testing';
import { db } from '.';
import { openConnection } from './connection';
import { listServers, readAddress } from './servers';

test.each([
  ['postgres://one/name', ['postgres://one/name']],
  [
    'postgres://u:p%40@one:5432,two:6432/name?a=b',
    ['postgres://u:p%40@one:5432/name?a=b', 'postgres://u:p%40@two:6432/name?a=b'],
  ],
  ['postgresql://u@[::1]:5432,two/name', ['postgresql://u@[::1]:5432/name', 'postgresql://u@two/name']],
])('%s', (url, servers) => {
  expect(listServers(url)).toEqual(servers);
});

test.each([
  [
    'postgres://u:p%40%2F@one:6432/my%20name',
    { host: 'one', port: 6432, user: 'u', password: 'p@/', database: 'my name' },
  ],
  ['postgresql://u@[::1]/name', { host: '::1', port: 5432 }],
  ['postgres://u@/name?host=/var/run/postgresql', { host: '/var/run/postgresql', port: 5432 }],
  ['postgres://u@one/name?application_name=mine', { connection: { application_name: 'mine' } }],
])('%s is parsed as libpq parses it', (url, address) => {
  expect(readAddress(url)).toMatchObject(address);
});

/** Connects with these parameters in the URL. @returns the application_name that the server sees */
async function connectWith(server: string, parameters: string): Promise<string> {
  const connection = openConnection(`${server}?${parameters}`, { connectMs: 5000 });
  try {
    const [row] = await connection.query<{ name: string }>({
      text: "select current_setting('application_name') as name",
    });
    return row?.name ?? '';
  } finally {
    await connection.close();
  }
}

test.each([
  'channel_binding=require',
  'pgbouncer=true&connection_limit=1',
  'schema=public',
  'sslmode=disable',
  'sslmode=prefer',
  'options=-c%20lock_timeout%3D1',
  'connect_timeout=10&keepalives=1&target_session_attrs=read-write&anything=else',
])('connects with %s in the URL', async (parameters) => {
  expect(await connectWith(databaseUrl, parameters)).toBe('return-key');
});

describe('a server with a self-signed certificate', () => {
  const { key, cert } = makeIdentity('localhost');
  const { port, hostname, pathname, username, password } = new URL(databaseUrl);
  let server: Server;
  let folder: string;
  let root: string;
  let byName: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'return-key-tls-'));
    root = join(folder, 'ca.pem');
    await writeFile(root, cert);
    await writeFile(join(folder, 'broken.pem'), '-----BEGIN CERTIFICATE-----\nbroken\n-----END CERTIFICATE-----\n');
    server = createServer((client) => {
      // Accepts the SSLRequest message.
      client.once('data', () => {
        client.write('S');
        link(new TLSSocket(client, { isServer: true, key, cert }), connect(Number(port), hostname));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const tlsPort = address && typeof address === 'object' ? address.port : 0;
    byName = `postgres://${username}:${password}@localhost:${tlsPort}${pathname}`;
  });
  afterAll(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });

  test.each(['require', 'no-verify', 'prefer'])('is not verified with sslmode=%s', async (mode) => {
    expect(await connectWith(byName, `sslmode=${mode}`)).toBe('return-key');
  });

  test('is verified with sslmode=verify-full, both the authority and the name', async () => {
    await expect(connectWith(byName, 'sslmode=verify-full')).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    expect(await connectWith(byName, `sslmode=verify-full&sslrootcert=${root}`)).toBe('return-key');
    const byIp = byName.replace('localhost', '127.0.0.1');
    await expect(connectWith(byIp, `sslmode=verify-full&sslrootcert=${root}`)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
    for (const mode of ['verify-ca', 'require'])
      expect(await connectWith(byIp, `sslmode=${mode}&sslrootcert=${root}`)).toBe('return-key');
  });

  test('fails the call when the file is missing or is not a certificate', async () => {
    await expect(
      connectWith(byName, `sslmode=verify-full&sslrootcert=${join(folder, 'broken.pem')}`),
    ).rejects.toThrow();
    await expect(connectWith(byName, `sslmode=verify-full&sslrootcert=${join(folder, 'none.pem')}`)).rejects.toThrow(
      'ENOENT',
    );
  });

  test('a server without TLS is refused when TLS is required', async () => {
    await expect(connectWith(databaseUrl, 'sslmode=require')).rejects.toMatchObject({ name: 'ConnectionLost' });
  });
});

function link(one: Socket, other: Socket): void {
  one.pipe(other).pipe(one);
  for (const end of [one, other]) end.on('error', () => [one, other].map((socket) => socket.destroy()));
}

test('when one server fails, the next one is used, and back again, without a restart', async () => {
  const [one, two] = [await startPostgresProxy(databaseUrl), await startPostgresProxy(databaseUrl)];
  const url = new URL(databaseUrl);
  process.env.DATABASE_URL = databaseUrl.replace(url.host, `127.0.0.1:${one.port},127.0.0.1:${two.port}`);
  for (const [gone, left] of [
    [two, one],
    [one, two],
    [two, one],
  ] as const) {
    if (left === one && gone === two) await one.accept().catch(() => undefined);
    await gone.refuse();
    const before = left.open();
    await expect
      .poll(
        () =>
          db()
            .execute(sql`select 1 as one`)
            .then(
              (rows) => [...rows],
              () => [],
            ),
        { timeout: 10_000 },
      )
      .toEqual([{ one: 1 }]);
    expect(left.open()).toBeGreaterThanOrEqual(Math.max(1, before));
    await gone.accept();
  }
  await one.stop();
  await two.stop();
});
