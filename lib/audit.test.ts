import { randomUUID } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { auditCounts, auditEvents } from '@/db/schema';
import * as audit from './audit';
import * as auditTrail from './audit-trail';
import { digest } from './rate-limits';
import { createUser, newAddress, newPassword, newRequester } from './testing';
import * as sessions from './users/sessions';

const refuse = (canonical: string, userId: string | null = null) =>
  audit.record(db(), { name: 'session.refused', userId, canonical, requester: newRequester() });

describe('what anyone can repeat', () => {
  test('is one row for each account, kind and day, with the network of the last', async () => {
    const user = await createUser();
    const last = { ...newRequester(), device: 'Lynx' };
    for (let i = 0; i < 40; i += 1) await refuse(user.canonical, user.id);
    await audit.record(db(), { name: 'session.refused', userId: user.id, canonical: user.canonical, requester: last });
    const rows = await db().select().from(auditCounts).where(eq(auditCounts.key, user.id));
    expect(rows).toMatchObject([{ name: 'session.refused', count: 41, network: last.network, device: 'Lynx' }]);
    expect(await db().$count(auditEvents, eq(auditEvents.userId, user.id))).toBe(0);
  });

  test('is the same for an address without an account', async () => {
    const [{ canonical }, user] = [newAddress(), await createUser()];
    await refuse(canonical);
    await refuse(user.canonical, user.id);
    const shapes = [canonical, user.canonical].map((each) =>
      db()
        .select({ name: auditCounts.name, count: auditCounts.count })
        .from(auditCounts)
        .where(eq(auditCounts.subject, digest(each))),
    );
    const [unknown, known] = await Promise.all(shapes);
    expect(unknown).toEqual(known);
  });

  test('does not push what happened to the account out of its list', async () => {
    const user = await createUser();
    await audit.record(db(), { name: 'password.changed', userId: user.id, requester: newRequester() });
    for (let i = 0; i < 3 * auditTrail.pageLength; i += 1) await refuse(user.canonical, user.id);
    expect((await auditTrail.list(user.id)).events).toMatchObject([{ name: 'password.changed' }]);
    expect(await auditTrail.listCounts(user.id)).toMatchObject([
      { name: 'session.refused', count: 3 * auditTrail.pageLength },
    ]);
  });

  test('of many days is summed for each kind', async () => {
    const user = await createUser();
    const at = (days: number, count: number) => ({
      key: user.id,
      name: 'reset.requested',
      day: sql`now() - make_interval(days => ${days})`,
      firstAt: sql`now() - make_interval(days => ${days})`,
      lastAt: sql`now() - make_interval(days => ${days})`,
      count,
      network: `10.0.0.${days}`,
      device: '',
    });
    await db()
      .insert(auditCounts)
      .values([at(9, 4), at(2, 3), at(5, 1)]);
    const [sum, ...more] = await auditTrail.listCounts(user.id);
    expect(more).toEqual([]);
    expect(sum).toMatchObject({ count: 8, network: '10.0.0.2' });
    expect((sum?.lastAt.getTime() ?? 0) - (sum?.firstAt.getTime() ?? 0)).toBe(7 * 86_400_000);
  });

  test('many times at once loses no count', async () => {
    const user = await createUser();
    await Promise.all(Array.from({ length: 30 }, () => refuse(user.canonical, user.id)));
    expect(await auditTrail.listCounts(user.id)).toMatchObject([{ count: 30 }]);
  });
});

test('every event of an account is on one of the pages of its list, newest first', async () => {
  const user = await createUser();
  for (let i = 0; i < 2 * auditTrail.pageLength + 1; i += 1)
    await audit.record(db(), { name: 'session.started', userId: user.id, requester: newRequester() });
  const ids: bigint[] = [];
  for (let before: string | undefined | null; before !== null; ) {
    const { events, next }: Awaited<ReturnType<typeof auditTrail.list>> = await auditTrail.list(user.id, before);
    ids.push(...events.map(({ id }) => BigInt(id)));
    before = next;
  }
  expect(ids).toHaveLength(2 * auditTrail.pageLength + 1);
  expect(ids.toSorted((a, b) => (a < b ? 1 : -1))).toEqual(ids);
});

test('the next owner of an address sees nothing of the one before', async () => {
  const former = await createUser();
  const { canonical } = former.address;
  await refuse(canonical);
  await refuse(canonical, former.id);
  await audit.record(db(), { name: 'email.repeated', canonical, requester: newRequester() });
  const next = await createUser();
  await db().execute(sql`update users set canonical = ${randomUUID()} where id = ${former.id}`);
  await audit.releaseAddresses(db(), [canonical]);
  await db().execute(sql`update users set canonical = ${canonical} where id = ${next.id}`);
  expect((await auditTrail.list(next.id)).events).toEqual([]);
  expect(await auditTrail.listCounts(next.id)).toEqual([]);
  expect(await auditTrail.listCounts(former.id)).toMatchObject([{ name: 'session.refused', count: 1 }]);
});

test('a wrong sign-in is counted for the account', async () => {
  const user = await createUser();
  const guess = () => sessions.signIn(user.address, newPassword(), newRequester());
  for (let i = 0; i < 3; i += 1) await guess();
  const found = and(eq(auditCounts.key, user.id), eq(auditCounts.name, 'session.refused'));
  expect(await db().select().from(auditCounts).where(found)).toMatchObject([{ count: 3 }]);
});
