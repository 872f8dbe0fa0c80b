import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transact } from '@/db';
import * as tables from '@/db/schema';
import { code as emailCode } from '@/lib/codes';
import type { FactorCode } from '@/lib/factors/factors';
import { createCodes } from '@/lib/factors/recovery-codes';
import type { Address, Password } from '@/lib/fields';
import { revokeRestoredState } from '@/lib/operations/restoration';
import { checkCode } from '@/lib/recovery/code-attempts';
import * as disavowal from '@/lib/recovery/disavowals';
import { giveFactor } from '@/lib/recovery/factor-attempts';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as recovery from '@/lib/recovery/resets';
import type { Requester } from '@/lib/requester';
import * as testing from '@/lib/testing';
import { newAddress, newApplicant, newPassword, newRequester } from '@/lib/testing';
import * as account from './account';
import * as addresses from './address-changes';
import * as backups from './backup-addresses';
import * as deletion from './deletion';
import * as identities from './identities';
import * as identitySignIns from './identity-sign-ins';
import { importUsers } from './import';
import { add, type Claims, list } from './known-identities';
import type { Proof } from './new-addresses';
import * as notices from './notices';
import * as registrations from './registrations';
import * as secondSteps from './second-steps';
import * as security from './security';
import * as sessions from './sessions';
import * as support from './support';
import { backupDelayDays } from './ways-in';

const { outboxEmails, sessions: sessionRows, users } = tables;
const isReset = eq(outboxEmails.kind, 'reset');

// Every door of an account, tried with all that it asks for besides the second factor (ASVS 6.3.4). A door was open if anything behind it
// has changed. Passkeys open the front door alone, and a waiting period ends with a door of its own: passkey-sign-ins.test.ts, waits.test.ts.

type Owner = Awaited<ReturnType<typeof testing.createUser>> & { password: Password };
/** Tries a door, with a code of the second factor or without. */
type Knock = (code: FactorCode | null) => Promise<unknown>;
/** Goes up to a door. */
type Approach = (owner: Owner) => Promise<Knock>;

/** Open to who gives the factor, or has none. */
const asking: Record<string, Approach> = {
  'signing in': front,
  'signing in with an identity': async (owner) => {
    const claims = await connect(owner);
    return (code) => signInBy(claims, code);
  },
  'connecting an identity in an old session': (owner) =>
    inSession(owner, (here) => {
      const held = { ...newClaims(owner), heldAt: 0, heldFor: owner.id };
      return identities.connect(owner.id, held, owner.password, here);
    }),
  'disconnecting an identity in an old session': async (owner) => {
    await connect(owner);
    const [identity] = await list(owner.id);
    const id = identity?.id ?? '';
    return inSession(owner, (here) => identities.disconnect(owner.id, id, owner.password, here));
  },
  'a reset link': async ({ address }) => reset(await testing.mailLink(address)),
  'the code of a reset email': async (owner) => reset(await typeCode(owner)),
  'a reset link to the backup address': async (owner) => reset(await testing.mailLink(await addBackup(owner))),
  'the reset link after “this was not me”': async (owner) => {
    await disavow(owner);
    return reset(await mailOwed(owner));
  },
  'the reset link that an operator sends': async (owner) => {
    await support.sendReset(owner.address);
    return reset(await mailOwed(owner));
  },
  'signing in to an account that an operator has enabled again': async (owner) => {
    await support.disable(owner.address);
    await support.enable(owner.address);
    return front(owner);
  },
  'signing in to a database that was restored from a backup': async (owner) => {
    await revokeRestoredState();
    return front(owner);
  },
  'the link to a new address, with the password': async (owner) => {
    const link = await mailAddressLink(owner);
    return (code) => confirm(owner, code, (proof) => addresses.confirmChange(link, proof, newRequester()));
  },
  'the link to a backup address, with the password': async (owner) => {
    const link = await mailBackupLink(owner);
    return (code) => confirm(owner, code, (proof) => backups.confirm(link, proof, newRequester()));
  },
  'a new password in an old session': (owner) =>
    inSession(owner, (here) => account.changePassword(owner.id, owner.password, newPassword(), here)),
  'a new address in an old session': (owner) =>
    inSession(owner, (here) => addresses.requestChange(owner.id, newAddress(), owner.password, randomUUID(), here)),
  'a backup address in an old session': (owner) =>
    inSession(owner, (here) => backups.request(owner.id, newAddress(), owner.password, randomUUID(), here)),
  'another factor in an old session': (owner) =>
    inSession(owner, (here) => security.addFactor(owner.id, passkey(), createCodes(), here)),
  'deleting the account in an old session': (owner) =>
    inSession(owner, (here) => deletion.begin(owner.id, owner.password, here)),
};

/** Begun before the factor was enrolled. */
const begun = Object.entries(asking).filter(([door]) =>
  [
    'a reset link',
    'the link to a new address, with the password',
    'the link to a backup address, with the password',
  ].includes(door),
);

/** Shut to everyone, also to who gives the factor. */
const shut: Record<string, Approach> = {
  'registering the address': async (owner) => {
    const [address, password, requestId] = [newAddress(), newPassword(), randomUUID()];
    const who = newApplicant({ address, password });
    const asked = await registrations.request(who, requestId, newRequester());
    expect(asked).toMatchObject({ outcome: 'accepted' });
    const issued = await registrations.issue(await testing.take(requestId));
    const link = issued.outcome === 'free' ? tokenIn(issued.url) : '';
    expect(await registrations.find(link)).toMatchObject({ state: 'open' });
    await db().update(users).set({ canonical: address.canonical }).where(eq(users.id, owner.id));
    const held = asked.outcome === 'accepted' ? asked.held : null;
    return () => registrations.confirm(link, password, newRequester(), held);
  },
  'importing the address': async ({ email }) => {
    const file = Buffer.from(`name,email,passwordHash\nEve,${email},\n`);
    return () => importUsers(Readable.from([file]));
  },
  'an identity of before “this was not me”, after an operator has disabled and enabled the account': async (owner) => {
    const claims = await connect(owner);
    await disavow(owner);
    await support.disable(owner.address);
    await support.enable(owner.address);
    return (code) => signInBy(claims, code);
  },
  'a session from before a restored backup': async (owner) => {
    const knock = await inSession(owner, (here) => deletion.begin(owner.id, owner.password, here));
    await revokeRestoredState();
    return knock;
  },
  'a session from before a factor was added': async (owner) => {
    const knock = await inSession(owner, (here) => deletion.begin(owner.id, owner.password, here));
    const here = await startSession(owner, sql`clock_timestamp()`);
    expect((await security.addFactor(owner.id, passkey(), createCodes(), here)).outcome).toBe('added');
    return knock;
  },
  'a sign-in whose password has changed since': async (owner) => {
    const step = await secondSteps.begin({ userId: owner.id, credentialVersion: owner.credentialVersion });
    await db().update(users).set({ credentialVersion: 2 }).where(eq(users.id, owner.id));
    return async (code) => code && secondSteps.finish(step, code, newRequester());
  },
  'a sign-in that was completed already': async (owner) => {
    const step = await secondSteps.begin({ userId: owner.id, credentialVersion: owner.credentialVersion });
    const [, code] = await testing.enrolCodes(owner);
    expect((await secondSteps.finish(step, code, newRequester())).outcome).toBe('signed-in');
    return async (code) => code && secondSteps.finish(step, code, newRequester());
  },
};

const kinds: [string, (owner: Owner) => Promise<() => FactorCode>][] = [
  ['an authenticator app', testing.enrolApp],
  [
    'a passkey and recovery codes',
    async (owner) => {
      await testing.enrolPasskey(owner);
      const [code] = await testing.enrolCodes(owner);
      return () => code;
    },
  ],
];

describe.each(kinds)('with %s', (_, enrol) => {
  test.each(Object.entries(asking))('%s is shut without the factor, and open with it', async (_, approach) => {
    const owner = await newOwner();
    const code = await enrol(owner);
    await expectShut(owner, await approach(owner), code);
  });

  test.each(begun)('%s, mailed before, is shut without the factor, and open with it', async (_, approach) => {
    const owner = await newOwner();
    const knock = await approach(owner);
    await expectShut(owner, knock, await enrol(owner));
  });

  test.each(Object.entries(shut))('%s is shut', async (_, approach) => {
    const owner = await newOwner();
    const code = await enrol(owner);
    const knock = await approach(owner);
    const before = await stateOf(owner);
    await knock(null);
    await knock(code());
    expect(await stateOf(owner)).toEqual(before);
  });
});

test.each(Object.entries(asking))('%s is open to an account without a second factor', async (_, approach) => {
  const owner = await newOwner();
  const knock = await approach(owner);
  const before = await stateOf(owner);
  await knock(null);
  expect(await stateOf(owner)).not.toEqual(before);
});

async function expectShut(owner: Owner, knock: Knock, code: () => FactorCode): Promise<void> {
  const before = await stateOf(owner);
  await knock(null);
  expect(await stateOf(owner)).toEqual(before);
  await knock(code());
  expect(await stateOf(owner)).not.toEqual(before);
}

/** What is behind the doors. */
async function stateOf({ id }: Owner) {
  const { addressChanges, authenticators, backupAddresses, passkeys, recoveryCodes } = tables;
  const waysOf = (table: typeof authenticators | typeof passkeys | typeof recoveryCodes) =>
    db().$count(table, and(eq(table.userId, id), isNull(table.removedAt)));
  return {
    user: await db().query.users.findFirst({ where: eq(users.id, id) }),
    sessions: await db().select({ id: sessionRows.id }).from(sessionRows).where(eq(sessionRows.userId, id)),
    ways: [await waysOf(authenticators), await waysOf(passkeys), await waysOf(recoveryCodes)],
    addresses: await db().select().from(addressChanges).where(eq(addressChanges.userId, id)),
    identities: (await list(id)).map((identity) => identity.id),
    backups: await db().select().from(backupAddresses).where(eq(backupAddresses.userId, id)),
  };
}

async function newOwner(): Promise<Owner> {
  const password = newPassword();
  return { ...(await testing.createUser(password)), password };
}

async function front(owner: Owner): Promise<Knock> {
  // The hash of the test's cheap password is replaced by a better one, once.
  await signIn(owner, null);
  return (code) => signIn(owner, code);
}

async function signIn(owner: Owner, code: FactorCode | null): Promise<void> {
  const given = await sessions.signIn(owner.address, owner.password, newRequester());
  if (given.outcome === 'second-factor' && code)
    await secondSteps.finish(await secondSteps.begin(given), code, newRequester());
}

function newClaims({ address }: Owner): Claims {
  return {
    provider: 'oidc',
    issuer: 'https://id.example.test',
    subject: randomUUID(),
    name: '',
    address,
    isVerified: true,
  };
}

/** Ties an identity to an account. */
async function connect(owner: Owner): Promise<Claims> {
  const claims = newClaims(owner);
  await transact((tx) => add(tx, owner.id, claims, newRequester()));
  return claims;
}

async function signInBy(claims: Claims, code: FactorCode | null): Promise<void> {
  const given = await identitySignIns.signIn(claims, { for: 'sign-in', userId: null }, newRequester());
  if (given.outcome === 'second-factor' && code)
    await secondSteps.finish(await secondSteps.begin(given), code, newRequester());
}

type Mailed = { link: string; id: string };

function reset({ link, id }: Mailed): Knock {
  return async (code) => {
    const given = code && (await giveFactor(link, id, code, '', newRequester()));
    const proof = given?.outcome === 'accepted' ? given.proof : '';
    return recovery.complete(link, id, newPassword(), newRequester(), proof);
  };
}

async function typeCode({ address, canonical }: Owner): Promise<Mailed> {
  const outboxEmail = await testing.requestReset(address);
  const issued = await resetLinks.issue(outboxEmail);
  const code = emailCode.parse(issued.outcome === 'issued' ? issued.code : '');
  const checked = await checkCode({ id: outboxEmail.requestId, canonical }, code, newRequester());
  const row = await db().query.resets.findFirst({ where: eq(tables.resets.requestId, outboxEmail.requestId) });
  return { link: checked.outcome === 'right' ? checked.link : '', id: row?.id ?? '' };
}

async function addBackup({ id: userId, credentialVersion }: Owner): Promise<Address> {
  const address = newAddress();
  const days = backupDelayDays + 1;
  const times = { expiresAt: sql`now()`, confirmedAt: sql`now() - make_interval(days => ${days})` };
  const { typed: email, canonical } = address;
  await db()
    .insert(tables.backupAddresses)
    .values({ userId, email, canonical, credentialVersion, ...times });
  return address;
}

/** The reset link that no browser requested. */
async function mailOwed({ canonical }: Owner): Promise<Mailed> {
  const [email] = await db()
    .select()
    .from(outboxEmails)
    .where(and(eq(outboxEmails.canonical, canonical), isReset));
  const issued = email && (await resetLinks.issue({ ...email, ageHours: 0, leaseEndsAtMs: 0 }));
  if (issued?.outcome !== 'issued') throw new Error('No link was mailed.');
  const link = tokenIn(issued.url);
  const standing = await recovery.open(link, newRequester());
  return { link, id: standing.state === 'open' ? standing.id : '' };
}

async function disavow(owner: Owner): Promise<void> {
  const change = { codes: 'renewed', left: 10 } as const;
  await transact((tx) => notices.notifyAll(tx, owner, change, newRequester()));
  const [row] = await db().select().from(tables.disavowals).where(eq(tables.disavowals.userId, owner.id));
  const [email] = await db()
    .select()
    .from(outboxEmails)
    .where(eq(outboxEmails.reference, row?.id ?? ''));
  const issued = email && (await disavowal.issue({ ...email, ageHours: 0, leaseEndsAtMs: 0 }));
  const reported = await disavowal.reportNotMe(tokenIn(issued?.url ?? ''), owner.address, newRequester());
  expect(reported.outcome).toBe('locked');
}

/** A session in which a factor was never given, which has to ask for one. */
async function inSession(owner: Owner, act: (here: Requester) => Promise<unknown>): Promise<Knock> {
  const here = await startSession(owner, null);
  return async (code) => {
    const session = { userId: owner.id, sessionId: here.sessionId ?? '' };
    if (code) await secondSteps.renew(session, code, newRequester());
    await act(here);
  };
}

async function startSession({ id: userId }: Owner, factorAt: SQL | null): Promise<Requester> {
  const values = { userId, factorAt, network: '', device: '' };
  const [session] = await db().insert(sessionRows).values(values).returning({ id: sessionRows.id });
  return { ...newRequester(), sessionId: session?.id ?? '' };
}

async function mailAddressLink(owner: Owner): Promise<string> {
  const [requestId, here] = [randomUUID(), await startSession(owner, sql`clock_timestamp()`)];
  await addresses.requestChange(owner.id, newAddress(), owner.password, requestId, here);
  const issued = await addresses.issue(await testing.take(requestId));
  return issued.outcome === 'free' ? tokenIn(issued.url) : '';
}

async function mailBackupLink(owner: Owner): Promise<string> {
  const [requestId, here] = [randomUUID(), await startSession(owner, sql`clock_timestamp()`)];
  await backups.request(owner.id, newAddress(), owner.password, requestId, here);
  const issued = await backups.issue(await testing.take(requestId));
  return issued.outcome === 'free' ? tokenIn(issued.url) : '';
}

/** Opens the link to an address in a browser that is not signed in, or with the factor in one that then is. */
async function confirm(
  owner: Owner,
  code: FactorCode | null,
  give: (proof: Proof) => Promise<{ outcome: string }>,
): Promise<void> {
  if (code) await signIn(owner, code);
  await give(code ? { signedIn: owner.id } : { password: owner.password });
}

function passkey(): security.NewFactor {
  const credentialId = randomUUID();
  const key = { credentialId, publicKey: '', counter: 0, transports: [], isBackedUp: true, name: 'phone' };
  return { kind: 'passkey', passkey: key };
}

function tokenIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
