import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { letters, throttles } from '@/db/schema';
import { type Address, personName } from './fields';
import * as recovery from './recovery';
import * as registrations from './registrations';
import { ageThrottles, createAccount, databaseUrl, newAddress, newOrigin, newPassword, watch } from './testing';
import { digest } from './throttle';

// The request knows nothing (DESIGN, principle 1): what is asked for an address with an account and for one without
// runs the same statements, and runs them as a database user who may not look at any table that knows accounts.
const blind = `blind_${new URL(databaseUrl).pathname.slice(1)}`;

beforeAll(async () => {
  await db().execute(sql.raw(`create role ${blind}`));
  await db().execute(sql.raw(`grant select, insert, update on throttles to ${blind}`));
  await db().execute(sql.raw(`grant insert on letters, events to ${blind}`));
  await db().execute(sql.raw(`grant insert, select (id) on registrations to ${blind}`));
});
afterAll(async () => {
  await db().execute(sql.raw(`drop owned by ${blind}`));
  await db().execute(sql.raw(`drop role ${blind}`));
});

const ask = (address: Address, origin = newOrigin()) => recovery.requestReset(address, 'ask', origin);
const register = (address: Address) =>
  registrations.request({ name: personName.parse('Eve'), address, password: newPassword() }, 'ask', newOrigin());
const lettersTo = (address: Address) => db().$count(letters, eq(letters.canonical, address.canonical));

test('the database user of these tests may not read an account', async () => {
  const look = watch(() => db().execute(sql`select id from accounts`), blind);
  await expect(look).rejects.toMatchObject({ cause: { code: '42501' } });
});

describe('asking for a reset', () => {
  test('is one statement, the same for every address, that reads no account', async () => {
    const known = await createAccount(newPassword());
    const forKnown = await watch(() => ask(known.address), blind);
    const forUnknown = await watch(() => ask(newAddress()), blind);
    expect(forKnown).toHaveLength(1);
    expect(forUnknown).toEqual(forKnown);
  });

  test('is the same statement and the same answer when the limit is reached', async () => {
    const address = newAddress();
    const first = await watch(() => ask(address), blind);
    for (let i = 0; i < 3; i += 1) expect(await ask(address)).toEqual({ outcome: 'accepted' });
    expect(await watch(() => ask(address), blind)).toEqual(first);
    expect(await lettersTo(address)).toBe(3);
  });

  test('writes one letter to the address as it was typed', async () => {
    const { address } = await createAccount(newPassword());
    await ask(address);
    const found = await db().select().from(letters).where(eq(letters.canonical, address.canonical));
    expect(found).toMatchObject([{ kind: 'reset', email: address.typed, state: 'queued', reference: null }]);
  });

  test('for the last mail of an address by many at once leads to one mail', async () => {
    const address = newAddress();
    await ask(address);
    await ask(address);
    await Promise.all(Array.from({ length: 12 }, () => ask(address)));
    expect(await lettersTo(address)).toBe(3);
  });

  test('is possible again after the window', async () => {
    const address = newAddress();
    for (let i = 0; i < 4; i += 1) await ask(address);
    await ageThrottles(15);
    await ask(address);
    expect(await lettersTo(address)).toBe(4);
  });

  test('too often from one network is refused aloud, for every address alike, and writes nothing', async () => {
    const origin = newOrigin();
    const known = await createAccount(newPassword());
    for (let i = 0; i < 20; i += 1) await ask(newAddress(), origin);
    const refusals = [await ask(known.address, origin), await ask(newAddress(), origin)];
    expect(refusals).toMatchObject([{ outcome: 'limited' }, { outcome: 'limited' }]);
    expect(await lettersTo(known.address)).toBe(0);
  });

  test('by strangers does not use up the mails that the owner gets on a known device', async () => {
    const { address } = await createAccount(newPassword());
    for (let i = 0; i < 5; i += 1) await ask(address);
    await ask(address, { ...newOrigin(), knownDevice: { id: 'laptop', owner: digest(address.canonical) } });
    expect(await lettersTo(address)).toBe(4);
  });
});

describe('registering', () => {
  test('runs the same statements for a free and for a taken address, and reads no account', async () => {
    const taken = await createAccount(newPassword());
    const forTaken = await watch(() => register(taken.address), blind);
    const forFree = await watch(() => register(newAddress()), blind);
    expect(forTaken.join()).toContain('insert into "registrations"');
    expect(forFree).toEqual(forTaken);
  });

  test('too often for one address writes no further mail, and the answer stays the same', async () => {
    const address = newAddress();
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await register(address));
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
    expect(await lettersTo(address)).toBe(3);
  });
});

test('the table of limits names nobody', async () => {
  const address = newAddress();
  const origin = newOrigin();
  await ask(address, origin);
  await register(address);
  const rows = JSON.stringify(await db().select().from(throttles));
  for (const secret of [address.typed, address.typed.split('@')[0] ?? '', origin.network])
    expect(rows).not.toContain(secret);
});
