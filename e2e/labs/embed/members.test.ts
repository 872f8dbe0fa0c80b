import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { argon2id } from 'hash-wasm';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { auditCounts, resets } from '@/db/schema';
import { code } from '@/lib/codes';
import { type Address, type Password, password } from '@/lib/fields';
import { isCorrect } from '@/lib/passwords/passwords';
import { checkCode } from '@/lib/recovery/code-attempts';
import * as declines from '@/lib/recovery/declines';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as recovery from '@/lib/recovery/resets';
import { issueLink, mailLink, newAddress, newPassword, newRequester, requestReset, watch } from '@/lib/testing';
import { members } from './own/db/members';
import { createStatements } from './tables';

// What a reset promises, over a table of members: bigint ids, other names, a status of its own, and hashes of another product. As in an
// application that takes the recovery, one file differs.
vi.mock('@/lib/recovery/users', () => import('./own/lib/recovery/users'));

beforeAll(async () => {
  await db().execute(sql`alter table resets drop constraint resets_user_id_users_id_fk`);
  for (const table of ['resets', 'audit_events'])
    await db().execute(sql`alter table ${sql.identifier(table)} alter column user_id type bigint using null`);
  for (const statement of await createStatements({ members })) await db().execute(sql.raw(statement));
  await db().execute(sql`alter table resets add foreign key (user_id) references members on delete cascade`);
  // Beyond 32 bits.
  await db().execute(sql`alter table members alter member_id restart with 9000000000`);
});

type Member = { id: string; address: Address; secret: Password };

async function newMember(state: 'here' | 'barred' = 'here'): Promise<Member> {
  const [address, secret] = [newAddress(), newPassword()];
  const costs = { parallelism: 1, iterations: 2, memorySize: 1024, hashLength: 32 };
  const hash = await argon2id({ password: secret, salt: 'salt of sixteen!', ...costs, outputType: 'encoded' });
  const values = { mail: address.typed, fullName: 'Ada Lovelace', state, secret: hash };
  const [row] = await db().insert(members).values(values).returning({ id: members.memberId });
  return { id: String(row?.id), address, secret };
}

const read = async ({ id }: Member) =>
  (
    await db()
      .select()
      .from(members)
      .where(eq(members.memberId, BigInt(id)))
  )[0];
const stateOf = async (link: string) => (await recovery.open(link, newRequester())).state;
const complete = ({ link, id }: { link: string; id: string }, secret = newPassword()) =>
  recovery.complete(link, id, secret, newRequester());

test('the hash that came along is right until a reset writes another, with a new version and an event', async () => {
  const member = await newMember();
  expect(await isCorrect(member.secret, (await read(member))?.secret ?? null, 'proven')).toBe(true);
  const fresh = newPassword();
  expect(await complete(await mailLink(member.address), fresh)).toMatchObject({
    outcome: 'completed',
    userId: member.id,
    email: member.address.typed,
  });
  const after = await read(member);
  expect(after?.passwords).toBe(2);
  expect(await isCorrect(fresh, after?.secret ?? null, 'proven')).toBe(true);
  expect(await isCorrect(member.secret, after?.secret ?? null, 'proven')).toBe(false);
  const events = await db().execute(sql`select name from audit_events where user_id = ${member.id} order by id`);
  expect(events.map(({ name }) => name)).toEqual(['reset.completed']);
  const counts = await db().select().from(auditCounts).where(eq(auditCounts.key, member.id));
  expect(counts.map(({ name }) => name)).toEqual(['reset.requested']);
});

test('a used link sets no password, and ends the others', async () => {
  const member = await newMember();
  const [used, other] = [await mailLink(member.address), await mailLink(member.address)];
  await complete(used);
  expect([await stateOf(used.link), await stateOf(other.link)]).toEqual(['used', 'replaced']);
  expect([await complete(used), await complete(other)]).toEqual([{ outcome: 'dead' }, { outcome: 'dead' }]);
});

test('of two people with one link exactly one sets the password', async () => {
  const mailed = await mailLink((await newMember()).address);
  const outcomes = await Promise.all([complete(mailed), complete(mailed)]);
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['completed', 'dead']);
});

test('a refused password leaves the link working', async () => {
  const mailed = await mailLink((await newMember()).address);
  expect(await complete(mailed, password.parse('countess lovelace 1815'))).toMatchObject({ problem: 'containsName' });
  expect(await complete(mailed)).toMatchObject({ outcome: 'completed' });
});

describe('a link ends', () => {
  test('when it has expired', async () => {
    const { link, id } = await mailLink((await newMember()).address);
    await db().update(resets).set({ expiresAt: sql`now()` }).where(eq(resets.id, id));
    expect(await stateOf(link)).toBe('expired');
  });

  test('when the member is barred, has another address, or is gone', async () => {
    const [barred, moved, gone] = [await newMember(), await newMember(), await newMember()];
    const links = await Promise.all([barred, moved, gone].map(({ address }) => mailLink(address)));
    await db().execute(sql`update members set state = 'barred' where member_id = ${barred.id}`);
    await db().execute(sql`update members set mail = ${newAddress().typed} where member_id = ${moved.id}`);
    await db().execute(sql`delete from members where member_id = ${gone.id}`);
    expect(await Promise.all(links.map(({ link }) => stateOf(link)))).toEqual(['invalid', 'moved', 'invalid']);
    for (const mailed of links) expect(await complete(mailed)).toEqual({ outcome: 'dead' });
  });

  test('when someone with its mailbox says that they did not ask for it', async () => {
    const member = await newMember();
    const issued = await resetLinks.issue(await requestReset(member.address));
    if (issued.outcome !== 'issued') throw new Error(issued.outcome);
    const [link = '', decline = ''] = [issued.url, issued.declineUrl].map((url) => url.split('/').at(-1));
    expect(await declines.decline(decline, newAddress(), newRequester())).toEqual({ outcome: 'refused' });
    expect(await declines.decline(decline, member.address, newRequester())).toEqual({ outcome: 'declined' });
    expect(await stateOf(link)).toBe('invalid');
  });
});

test('the code of the email leads to its link', async () => {
  const member = await newMember();
  const outboxEmail = await requestReset(member.address);
  const issued = await resetLinks.issue(outboxEmail);
  const typed = code.parse(issued.outcome === 'issued' ? issued.code : '');
  const request = { id: outboxEmail.requestId, canonical: member.address.canonical };
  const checked = await checkCode(request, typed, newRequester());
  expect(checked.outcome === 'right' && (await stateOf(checked.link))).toBe('open');
});

test('an address without a member, and that of a barred one, cost the same statements and get no link', async () => {
  const [known, barred] = [await newMember(), await newMember('barred')];
  const texts = [];
  for (const address of [known.address, barred.address, newAddress()]) {
    const outboxEmail = await requestReset(address);
    texts.push(await watch(() => resetLinks.issue(outboxEmail)));
    if (address === known.address) continue;
    expect(await resetLinks.issue(outboxEmail)).toMatchObject({ outcome: 'issued', to: null, userId: null });
  }
  expect(texts[1]).toEqual(texts[0]);
  expect(texts[2]).toEqual(texts[0]);
});

test('an email that is repeated carries the same link', async () => {
  const outboxEmail = await requestReset((await newMember()).address);
  const { link, id } = await issueLink(outboxEmail);
  expect((await issueLink({ ...outboxEmail, reference: id })).link).toBe(link);
  expect(await complete({ link, id: randomUUID() })).toEqual({ outcome: 'other-link' });
});
