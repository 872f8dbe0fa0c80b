import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type PostgresProxy, startPostgresProxy } from '@/e2e/support/postgres-proxy';
import { createUser, databaseUrl, read } from '@/lib/testing';
import { db, OutcomeUnknown, type Transaction, transact } from '.';
import { openConnection } from './connection';
import { withConnection } from './pool';

// A proxy between this process and PostgreSQL cuts connections.
let proxy: PostgresProxy;
const uncaught: unknown[] = [];
const recordUncaught = (error: unknown) => void uncaught.push(error);

beforeAll(async () => {
  proxy = await startPostgresProxy(databaseUrl);
  process.env.DATABASE_URL = proxy.urlFor(databaseUrl);
  process.on('uncaughtException', recordUncaught);
  process.on('unhandledRejection', recordUncaught);
  await db().execute(sql`create table parts (run int, part int)`);
});
afterAll(async () => {
  process.off('uncaughtException', recordUncaught);
  process.off('unhandledRejection', recordUncaught);
  await proxy.stop();
});

afterEach(async () => {
  await expectTenConnections();
  expect(uncaught).toEqual([]);
});

/** Expects that all ten connections of the pool can be used at once. */
async function expectTenConnections(): Promise<void> {
  let open = 0;
  let release = () => {};
  const allOpen = new Promise<void>((resolve) => {
    release = resolve;
  });
  const pids = Array.from({ length: 10 }, () =>
    transact(async (tx) => {
      const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      open += 1;
      if (open === 10) release();
      await allOpen;
      return row?.pid;
    }),
  );
  expect(new Set(await Promise.all(pids)).size).toBe(10);
}

let run = 0;
const insert = (tx: Transaction, part: number) => tx.execute(sql`insert into parts values (${run}, ${part})`);
const partsOf = async (of: number) =>
  (await db().execute<{ part: number }>(sql`select part from parts where run = ${of} order by part`)).map(
    ({ part }) => part,
  );

// When the connection breaks, neither a waiting statement nor a later one may run on another connection.
const works: [string, (tx: Transaction) => Promise<unknown>][] = [
  ['one after the other', async (tx) => [await insert(tx, 1), await insert(tx, 2), await insert(tx, 3)]],
  ['at once', (tx) => Promise.all([insert(tx, 1), insert(tx, 2), insert(tx, 3)])],
];

/** Runs unrelated statements, so that the pool keeps handing out and opening connections. */
function startOthers(): () => Promise<void> {
  let isOver = false;
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    while (!isOver)
      await (lane % 2 === 0
        ? db().execute(sql`select ${lane}::int as lane`)
        : transact((tx) => tx.execute(sql`select ${lane}::int as lane`))
      ).catch(() => undefined);
  });
  return async () => {
    isOver = true;
    await Promise.all(lanes);
  };
}

describe.each(works)('a transaction with its statements %s', (_, work) => {
  describe.each(['quiet', 'busy'])('in a %s pool', (pool) => {
    test.each(['frontend', 'backend'] as const)(
      'is committed exactly once when it is cut after any message of the %s',
      async (side) => {
        const stopOthers = pool === 'busy' ? startOthers() : async () => {};
        for (let messages = 0, isOver = false; !isOver; messages += 1) {
          run += 1;
          await db().execute(sql`select 1`);
          const fault = proxy.arm({ since: 'insert into parts', after: { side, messages }, how: 'cut' });
          await transact(work);
          isOver = !fault.hasStruck();
          fault.disarm();
          await expect.poll(() => partsOf(run).catch(() => []), { message: `after ${messages}` }).toEqual([1, 2, 3]);
        }
        await stopOthers();
      },
      60_000,
    );

    test.each(['during a statement', 'between two statements'])(
      'is committed exactly once when its server process is terminated %s',
      async (when) => {
        const stopOthers = pool === 'busy' ? startOthers() : async () => {};
        for (let round = 0; round < 5; round += 1) {
          run += 1;
          let attempts = 0;
          await transact(async (tx) => {
            attempts += 1;
            const [row] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
            await insert(tx, 0);
            const end = async () => attempts > 1 || db().execute(sql`select pg_terminate_backend(${row?.pid}::int)`);
            if (when === 'between two statements') await end();
            await Promise.all([work(tx), when === 'between two statements' || end()]);
          });
          expect(await partsOf(run)).toEqual([0, 1, 2, 3]);
        }
        await stopOthers();
      },
    );
  });
});

test('a statement sent after its transaction has ended is refused, not committed on its own', async () => {
  run += 1;
  let late: () => Promise<unknown> = async () => undefined;
  const work = transact(async (tx) => {
    late = () => insert(tx, 1);
    await tx.execute(sql`select 1 / 0`);
  });
  await expect(work).rejects.toMatchObject({ cause: { code: '22012' } });
  await expect(late()).rejects.toMatchObject({ cause: { message: 'This transaction is over.' } });
  expect(await partsOf(run)).toEqual([]);
});

test('a COMMIT that is still running when its connection breaks is waited for', async () => {
  run += 1;
  const fault = proxy.arm({
    since: 'insert into transaction_outcomes',
    after: { side: 'frontend', messages: 1 },
    how: 'cut',
  });
  const waiting = sql`select 1 from pg_locks where relation = 'transaction_outcomes'::regclass and not granted`;
  let work: Promise<unknown> = Promise.resolve();
  await withConnection(async (connection) => {
    await connection.query({ text: 'begin; lock transaction_outcomes in share row exclusive mode' });
    work = transact((tx) => insert(tx, 1));
    work.catch(() => undefined);
    // The COMMIT and the look-up of its outcome.
    await expect.poll(() => db().execute(waiting)).toHaveLength(2);
    await connection.query({ text: 'commit' });
  });
  await work;
  expect(fault.hasStruck()).toBe(true);
  expect(await partsOf(run)).toEqual([1]);
});

// As Next.js bundles it: the copies share the connections, and each has classes of its own.
test('a copy of this code knows a loss on a connection that another copy opened', async () => {
  run += 1;
  vi.resetModules();
  const copy = await import('.');
  expect(copy.OutcomeUnknown).not.toBe(OutcomeUnknown);
  let attempts = 0;
  const fault = proxy.arm({ since: 'insert into parts', after: 'commit', how: 'cut' });
  await copy.transact((tx) => {
    attempts += 1;
    return insert(tx, 1);
  });
  expect([fault.hasStruck(), attempts, await partsOf(run)]).toEqual([true, 1, [1]]);
  proxy.arm({ since: 'insert into parts', after: { side: 'backend', messages: 1 }, how: 'cut' });
  const error = await copy
    .db()
    .execute(sql`insert into parts values (${0}, 1)`)
    .catch((thrown) => thrown);
  expect(copy.isOutcomeUnknown(error)).toBe(true);
});

test('a single change whose response is lost has an unknown outcome; a select has only failed', async () => {
  const lose = () => proxy.arm({ since: 'part', after: { side: 'backend', messages: 1 }, how: 'cut' });
  const change = lose();
  await expect(db().execute(sql`insert into parts values (${0}, 1)`)).rejects.toMatchObject({
    cause: expect.any(OutcomeUnknown),
  });
  expect(change.hasStruck()).toBe(true);
  lose();
  await expect(db().execute(sql`select part from parts where run = ${0}`)).rejects.toMatchObject({
    cause: { name: 'ConnectionLost' },
  });
});

test('a server that accepts and closes connections fails each statement without endless reconnects', async () => {
  let calls = 0;
  const server = createServer((socket: Socket) => {
    calls += 1;
    socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  proxy.retarget({ port: (server.address() as AddressInfo).port });
  proxy.cutAll();
  const ends = await Promise.allSettled(Array.from({ length: 5 }, () => db().execute(sql`select 1`)));
  expect(ends.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
  expect(calls).toBeLessThanOrEqual(10);
  proxy.retarget({ port: Number(new URL(databaseUrl).port) });
  server.close();
});

test('each concurrent statement gets its own result, even with an undefined value or a failure among them', async () => {
  const answers = await withConnection((connection) =>
    Promise.all([
      connection.query({ text: 'select $1::text as a', values: [undefined] }),
      connection.query({ text: 'select $1::int / 0 as b', values: [1] }).catch(({ code }) => code),
      connection.query({ text: 'select $1::int as c', values: [3] }),
    ]),
  );
  expect(answers).toMatchObject([[{ a: null }], '22012', [{ c: 3 }]]);
});

test('a server that turns read-only is left, and every connection to it is closed', async () => {
  const name = new URL(databaseUrl).pathname.slice(1);
  const write = () => db().execute(sql`insert into parts values (0, 1)`);
  const refusal = { cause: { code: '25006' } };
  await db().execute(sql.raw(`alter database ${name} set default_transaction_read_only = on`));
  proxy.cutAll();
  await expect.poll(() => write().catch(({ cause }) => cause.code)).toBe('25006');
  for (let round = 0; round < 5; round += 1) {
    const ends = await Promise.allSettled(Array.from({ length: 10 }, write));
    for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: refusal });
  }
  await expect.poll(() => proxy.open()).toBeLessThanOrEqual(10);
  const admin = openConnection(databaseUrl, { connectMs: 5000 });
  await admin.query({ text: 'set default_transaction_read_only = off' });
  await admin.query({ text: `alter database ${name} reset default_transaction_read_only` });
  await admin.close();
  // Connections that are already open stay read-only.
  await write().catch((error) => expect(error).toMatchObject(refusal));
  await Promise.all(Array.from({ length: 10 }, write));
});

test('timestamps are parsed whatever DateStyle the database defaults to', async () => {
  const name = sql.identifier(new URL(databaseUrl).pathname.slice(1));
  await db().execute(sql`alter database ${name} set datestyle = 'SQL, DMY'`);
  proxy.cutAll();
  await expect
    .poll(() =>
      db()
        .execute(sql`select 1`)
        .catch(() => []),
    )
    .toHaveLength(1);
  const { id, createdAt } = await createUser();
  expect(Math.abs(createdAt.getTime() - Date.now())).toBeLessThan(60_000);
  expect((await read({ id }))?.createdAt).toEqual(createdAt);
  const [row] = await transact((tx) =>
    tx.execute<{ at: Date }>(sql`select created_at as at from users where id = ${id}`),
  );
  expect(row?.at).toEqual(createdAt);
});

test.each([
  ['timestamptz', new Date('2026-11-28T15:18:00.123Z')],
  ['bool', false],
  ['bool[]', [true, false]],
  ['text[]', ['a,b', '"{\\', '', null]],
  ['jsonb', { a: [1, { b: '"' }] }],
  ['jsonb', [1, 'two']],
  ['bytea', Buffer.from([0, 39, 92, 255])],
  ['int8', 2n ** 60n],
])('a value of type %s arrives as it was sent', async (type, value) => {
  // As text, as Drizzle sends it.
  const sent = type === 'jsonb' ? JSON.stringify(value) : value;
  const text = `select $1::${type} = $2::text::${type} as same, to_json($1::${type}) as json, $1::${type} as plain`;
  const [row] = await withConnection((connection) =>
    connection.query({ text, values: [sent, type.endsWith('[]') ? undefined : sent] }),
  );
  if (type.endsWith('[]')) expect(row?.json).toEqual(value);
  else if (type === 'int8') expect(row?.plain).toBe(String(value));
  else expect(row?.plain).toEqual(value);
});
