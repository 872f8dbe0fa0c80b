import { randomInt } from 'node:crypto';
import { eq, inArray } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import { rateLimits } from '@/db/schema';
import { forgetDevices } from '@/lib/known-devices';
import { countAttempts, countFor, uncount } from '@/lib/rate-limits';
import { ageRateLimits, newAddress, newRequester, onKnownDevice } from '@/lib/testing';
import { ceilingRows } from './policies';

// What is counted for strangers by where they come from, and what for a known device instead.

const subject = () => newAddress().canonical;

describe('networks of IPv6', () => {
  // Each with so many /56 and /64 of its own.
  const from = (prefix: string) => (part: string) => `${prefix}:${part}::/64`;
  const newPrefix = () => `2001:db8:${randomInt(0x10000).toString(16)}`;
  const ask = (network: string) => countAttempts({ policy: 'reset/network', subject: network });
  const grantedOf = async (networks: string[]) => {
    let granted = 0;
    for (const network of networks) granted += (await ask(network)).granted ? 1 : 0;
    return granted;
  };
  const hex = (number: number) => number.toString(16);

  test('share the budget of a /64, four times it in a /56, and sixteen times in a /48', async () => {
    const within = from(newPrefix());
    const inOne56 = Array.from({ length: 100 }, (_, i) => within(hex(0x100 + i)));
    expect(await grantedOf(Array.from({ length: 30 }, () => within('100')))).toBe(20);
    expect(await grantedOf(inOne56)).toBe(60);
    expect(await grantedOf(Array.from({ length: 400 }, (_, i) => within(hex(0x200 + i * 0x80))))).toBe(240);
    expect(await grantedOf([within('ff00')])).toBe(0);
    expect(await grantedOf([from(newPrefix())('100')])).toBe(1);
  });

  test('get no row while a wider one is full, whatever their number', async () => {
    const within = from(newPrefix());
    for (let i = 0; i < 320; i += 1) await ask(within(hex(i * 0x80)));
    const before = await rowCount();
    for (let i = 0; i < 100; i += 1) expect((await ask(within(hex(i * 0x80 + 1)))).granted).toBe(false);
    expect(await rowCount()).toBe(before);
  });
});

describe('the ceiling of the site', () => {
  const ask = (network = newRequester().network) =>
    countAttempts(
      { policy: 'reset/network', subject: network },
      { policy: 'reset/site', subject: 'all' },
      { policy: 'reset/address', subject: subject() },
    );
  // As many as there are rows, so that each exists.
  const askAll = async (network?: string) => {
    const admissions = [];
    for (let i = 0; i < ceilingRows; i += 1) admissions.push(await ask(network));
    return admissions;
  };
  const rows = () => db().select().from(rateLimits).where(eq(rateLimits.policy, 'reset/site'));
  const fill = (keys: string[]) => db().update(rateLimits).set({ counted: 3000 }).where(inArray(rateLimits.key, keys));
  const keysOf = async () => (await rows()).map(({ key }) => key);

  test('slows strangers until its minute is over, and leaves no row of the refused', async () => {
    await askAll();
    await fill(await keysOf());
    const before = await rowCount();
    for (const refused of await askAll()) {
      expect(refused).toMatchObject({ granted: false, policy: 'reset/site' });
      if (!refused.granted) expect(refused.retryAfterSeconds).toBeLessThanOrEqual(60);
    }
    expect(await rowCount()).toBe(before);
    await ageRateLimits(1);
    expect((await ask()).granted).toBe(true);
  });

  test('grants what its rows grant together, and no more', async () => {
    await askAll();
    await db()
      .update(rateLimits)
      .set({ counted: Math.ceil(3000 / ceilingRows) - 2 });
    const granted = [await askAll(), await askAll(), await askAll()].flat().filter(({ granted }) => granted);
    expect(granted).toHaveLength(2 * ceilingRows);
    await ageRateLimits(1);
  });

  test('that many requests of few networks have reached lets the first requests of another pass', async () => {
    await askAll();
    const ofFirst = await keysOf();
    const loud = newRequester().network;
    for (let i = 0; i < 3; i += 1) await ask(loud);
    await askAll(loud);
    await fill((await keysOf()).filter((key) => !ofFirst.includes(key)));
    expect(await ask(loud)).toMatchObject({ granted: false, policy: 'reset/site' });
    const owner = newRequester().network;
    for (let i = 0; i < 3; i += 1) expect((await ask(owner)).granted).toBe(true);
    expect((await ask(owner)).granted).toBe(false);
    await ageRateLimits(1);
  });

  test('does not count a known device', async () => {
    await askAll();
    await fill(await keysOf());
    const known = onKnownDevice({ canonical: subject() }).knownDevice;
    if (!known) throw new Error('A known device was expected.');
    const attempt = { policy: 'reset/device', subject: known.id } as const;
    const site = { policy: 'reset/site', subject: 'all' } as const;
    expect(await countFor({ strangers: [site], device: { known, attempts: [attempt] } })).toMatchObject({
      granted: true,
      proven: true,
    });
    await ageRateLimits(1);
  });
});

describe('a known device', () => {
  const counted = (address: string, since = new Date()) => {
    const known = onKnownDevice({ canonical: address }, { since }).knownDevice;
    if (!known) throw new Error('A known device was expected.');
    const strangers = [{ policy: 'sign-in/address', subject: address }] as const;
    return { strangers, device: { known, attempts: [{ policy: 'sign-in/device', subject: known.id }] as const } };
  };

  test('is counted for itself, and for the stranger once its owner has forgotten it', async () => {
    const address = subject();
    const device = counted(address);
    for (let i = 0; i < 10; i += 1) await countAttempts(device.strangers[0]);
    expect(await countFor(device)).toMatchObject({ granted: true, proven: true, left: 9 });
    const since = await transact((tx) => forgetDevices(tx, address));
    expect(await countFor(device)).toMatchObject({ granted: false, proven: false, policy: 'sign-in/address' });
    expect(await countFor(counted(address, since))).toMatchObject({ granted: true, proven: true });
    expect(await countFor(counted(address, new Date(since.getTime() - 1)))).toMatchObject({ proven: false });
  });

  test('takes back only what was counted', async () => {
    const address = subject();
    const device = counted(address);
    for (let i = 0; i < 12; i += 1) await uncount(device, await countFor(device));
    expect(await countFor(device)).toMatchObject({ granted: true, left: 9 });
    let granted = 0;
    for (let i = 0; i < 12; i += 1) granted += (await countAttempts(device.strangers[0])).granted ? 1 : 0;
    expect(granted).toBe(10);
  });
});
const rowCount = () => db().$count(rateLimits);
