import { and, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { db, transact } from '@/db';
import { outboxEmails, recoveryWaits, resets } from '@/db/schema';
import { startMailbox } from '@/e2e/dev/mailbox';
import { brand } from '@/lib/brand';
import { deliverDue } from '@/lib/delivery/deliver';
import * as authenticators from '@/lib/factors/authenticators';
import * as factors from '@/lib/factors/factors';
import * as recoveryCodes from '@/lib/factors/recovery-codes';
import { close } from '@/lib/mail/transport';
import { revokeRestoredState } from '@/lib/operations/restoration';
import {
  ageRateLimits,
  createUser,
  eventsOf,
  holdUserLock,
  mailLink,
  newAddress,
  newPassword,
  newRequester,
} from '@/lib/testing';
import * as credentials from '@/lib/users/credentials';
import * as sessions from '@/lib/users/sessions';
import * as support from '@/lib/users/support';
import * as waits from '@/lib/users/waits';
import { en } from '@/lib/words/en';
import * as declines from './declines';
import * as disavowals from './disavowals';
import * as recovery from './resets';
import { open } from './waits';

const mailbox = await startMailbox({ smtpPort: 0, webPort: 0 });
vi.stubEnv('SMTP_URL', mailbox.smtpUrl);
afterEach(() => vi.useRealTimers());
afterAll(async () => {
  close();
  await mailbox.stop();
});

/** An account with an authenticator app and recovery codes, and a reset link of it. */
async function enrolled() {
  const secret = newPassword();
  const user = await createUser(secret);
  await transact(async (tx) => {
    await authenticators.add(tx, user.id, authenticators.createSecret(), 0);
    await recoveryCodes.replaceAll(tx, user.id, recoveryCodes.createCodes());
  });
  const { link } = await mailLink(user.address);
  return { ...user, secret, link };
}

async function waiting() {
  const user = await enrolled();
  expect(await open(user.link, user.address, newRequester())).toEqual({ outcome: 'opened' });
  return user;
}

type Someone = Awaited<ReturnType<typeof enrolled>>;

/** Lets time pass for the wait of an account and its emails, by moving their rows. */
async function age({ id, email }: Someone, hours: number) {
  const earlier = (column: unknown) => sql`${column} - make_interval(mins => ${Math.round(hours * 60)})`;
  await db()
    .update(recoveryWaits)
    .set({ openedAt: earlier(recoveryWaits.openedAt), endsAt: earlier(recoveryWaits.endsAt) })
    .where(eq(recoveryWaits.userId, id));
  await db()
    .update(outboxEmails)
    .set({
      createdAt: earlier(outboxEmails.createdAt),
      dueAt: earlier(outboxEmails.dueAt),
      notBefore: earlier(outboxEmails.notBefore),
    })
    .where(and(eq(outboxEmails.email, email), eq(outboxEmails.state, 'queued')));
}

const subjects = ({ email }: Someone) => mailbox.messages(email).map(({ subject }) => subject);
const said = en.mail.security.wait;
const endSubject = en.mail.reset.waited.subject(brand.name);
const isSubject = (part: string) => expect.stringContaining(part);

/** A link of the newest email. Emails that are due together arrive in any order: then `subject` says of which. */
function linkOf(user: Someone, path: string, subject?: string) {
  const message = mailbox.messages(user.email).find((one) => !subject || one.subject === subject);
  return new RegExp(`/${path}/(\\S+)`).exec(message?.text ?? '')?.[1] ?? '';
}

/** The link that was mailed at the end of a wait. */
async function endLink(user: Someone) {
  const link = linkOf(user, 'reset-password', endSubject);
  const standing = await recovery.open(link, newRequester());
  return { link, id: standing.state === 'open' ? standing.id : '' };
}

const complete = async (user: Someone) => {
  const { link, id } = await endLink(user);
  return recovery.complete(link, id, newPassword(), newRequester());
};

test('who knows the link and the address opens a waiting period of 72 hours, which every email announces', async () => {
  const user = await waiting();
  const wait = await waits.find(user.id);
  expect(wait).toMatchObject({ isOver: false });
  expect((Number(wait?.endsAt) - Number(wait?.openedAt)) / 3_600_000).toBeCloseTo(72, 3);
  await deliverDue();
  expect(subjects(user)).toEqual([isSubject(said.started.heading)]);
  await age(user, 36);
  await deliverDue();
  expect(subjects(user)).toEqual([isSubject(said.half.heading), isSubject(said.started.heading)]);
  expect((await waits.find(user.id))?.isOver).toBe(false);
  await age(user, 36);
  await deliverDue();
  expect(subjects(user)).toEqual([endSubject, isSubject(said.half.heading), isSubject(said.started.heading)]);
  expect(await eventsOf(user)).toContain('wait.started');
});

test('the link at the end sets a password, and removes every factor and code', async () => {
  const user = await waiting();
  await age(user, 72);
  await deliverDue();
  const secret = newPassword();
  const { link, id } = await endLink(user);
  expect(await recovery.complete(link, id, secret, newRequester())).toMatchObject({ outcome: 'completed' });
  expect(await factors.find(user.id)).toEqual({ authenticator: false, passkeys: 0, codesLeft: 0 });
  expect(await sessions.signIn(user.address, secret, newRequester())).toMatchObject({ outcome: 'signed-in' });
  expect(await waits.find(user.id)).toBeNull();
  expect(await eventsOf(user)).toEqual(expect.arrayContaining(['wait.ended', 'reset.completed']));
  expect(await eventsOf(user)).not.toContain('wait.cancelled');
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
});

test('who presses every button, but types no address of the account, opens none', async () => {
  const user = await enrolled();
  expect(await open(user.link, newAddress(), newRequester())).toEqual({ outcome: 'refused' });
  expect(await open(`${user.link.slice(0, -4)}AAAA`, user.address, newRequester())).toEqual({ outcome: 'dead' });
  expect(await waits.find(user.id)).toBeNull();
});

test('an account without a factor has nothing to wait for', async () => {
  const user = await createUser(newPassword());
  const { link } = await mailLink(user.address);
  expect(await open(link, user.address, newRequester())).toEqual({ outcome: 'needless' });
});

test('twenty who open it at once open one', async () => {
  const user = await enrolled();
  const opening = () => open(user.link, user.address, newRequester());
  await db().execute(sql`delete from rate_limits`);
  const outcomes: string[] = [];
  await holdUserLock(user, 2, () => {
    for (let n = 0; n < 20; n += 1) opening().then(({ outcome }) => outcomes.push(outcome));
  });
  await vi.waitUntil(() => outcomes.length === 20, 30_000);
  expect(outcomes.filter((outcome) => outcome === 'opened')).toHaveLength(1);
  expect(await db().$count(recoveryWaits, eq(recoveryWaits.userId, user.id))).toBe(1);
  expect(
    await db().$count(outboxEmails, and(eq(outboxEmails.email, user.email), eq(outboxEmails.kind, 'wait-ended'))),
  ).toBe(1);
});

test('a second one is not opened while one is open, and not a fourth in a day', async () => {
  const user = await waiting();
  expect(await open(user.link, user.address, newRequester())).toEqual({ outcome: 'waiting' });
  for (let n = 0; n < 2; n += 1) {
    await waits.cancelFor(user.id, newRequester());
    expect(await open(user.link, user.address, newRequester())).toEqual({ outcome: 'opened' });
  }
  await waits.cancelFor(user.id, newRequester());
  expect(await open(user.link, user.address, newRequester())).toMatchObject({ outcome: 'limited' });
  await ageRateLimits(1440);
  expect(await open(user.link, user.address, newRequester())).toEqual({ outcome: 'opened' });
});

test('before its end, no link leads past the factors, whatever time the process believes it is', async () => {
  const user = await waiting();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 8 * 86_400_000 });
  await deliverDue();
  expect(subjects(user)).toEqual([isSubject(said.started.heading)]);
  expect((await waits.find(user.id))?.isOver).toBe(false);
  // Nor by a row of a link that was written too early.
  vi.useRealTimers();
  await age(user, 72);
  await deliverDue();
  await age(user, -1);
  expect(await complete(user)).toEqual({ outcome: 'factor-needed' });
  expect(await factors.find(user.id)).toMatchObject({ authenticator: true, codesLeft: 10 });
});

test('a process whose clock is a day slow sends the link in time', async () => {
  const user = await waiting();
  await age(user, 72);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 86_400_000 });
  await deliverDue();
  expect(await complete(user)).toMatchObject({ outcome: 'completed' });
});

test('two workers send one link', async () => {
  const user = await waiting();
  await age(user, 72);
  await Promise.all([deliverDue(), deliverDue()]);
  expect(subjects(user).filter((subject) => subject === endSubject)).toHaveLength(1);
  expect(await db().$count(resets, eq(resets.userId, user.id))).toBe(2);
});

/** A session of an account whose second factor was just given. */
async function signInWithFactor(user: Someone): Promise<string> {
  const started = await transact(async (tx) => {
    const { id, credentialVersion } = user;
    return sessions.start(tx, { id, credentialVersion }, newRequester(), { factorAt: sql`clock_timestamp()` });
  });
  return started?.outcome === 'started' ? started.sessionId : '';
}

const cancels: Record<string, (user: Someone) => Promise<unknown>> = {
  'a sign-in with the second factor': signInWithFactor,
  'a press in a session': (user) => waits.cancelFor(user.id, newRequester()),
  '“This wasn’t me” in its first notice': async (user) => {
    await deliverDue();
    return disavowals.reportNotMe(linkOf(user, 'not-me'), user.address, newRequester());
  },
  'another reset': (user) => transact((tx) => credentials.replacePassword(tx, user, 'hash', 'reset', newRequester())),
  'an operator who disables the account': (user) => support.disable(user.address),
  'a new address': (user) => {
    const { typed: email, canonical } = newAddress();
    return transact((tx) => credentials.replaceAddress(tx, user, { email, canonical }, newRequester()));
  },
  'a restored backup': () => revokeRestoredState(),
};

test.each(Object.entries(cancels))('%s cancels it, and no link comes', async (_, act) => {
  const user = await waiting();
  await act(user);
  expect(await waits.find(user.id)).toBeNull();
  await age(user, 72);
  await deliverDue();
  expect(subjects(user)).not.toContain(endSubject);
  expect(await factors.find(user.id)).toMatchObject({ authenticator: true, codesLeft: 10 });
});

test('the password alone is no sign-in, and cancels nothing', async () => {
  const user = await waiting();
  expect(await sessions.signIn(user.address, user.secret, newRequester())).toMatchObject({ outcome: 'second-factor' });
  await mailLink(user.address);
  expect(await waits.find(user.id)).not.toBeNull();
});

test('canceled after its end, its link is dead, and another link can open another', async () => {
  const user = await waiting();
  await age(user, 72);
  await deliverDue();
  const { link, id } = await endLink(user);
  await signInWithFactor(user);
  expect(await recovery.open(link, newRequester())).toEqual({ state: 'invalid' });
  expect(await recovery.complete(link, id, newPassword(), newRequester())).toEqual({ outcome: 'dead' });
  await deliverDue();
  expect(subjects(user)[0]).toContain(said.cancelled.heading);
  const { link: another } = await mailLink(user.address);
  expect(await open(another, user.address, newRequester())).toEqual({ outcome: 'opened' });
});

test('declining its link cancels it', async () => {
  const user = await waiting();
  await age(user, 72);
  await deliverDue();
  const link = linkOf(user, 'not-me', endSubject);
  expect(await declines.decline(link, user.address, newRequester())).toEqual({ outcome: 'declined' });
  expect(await waits.find(user.id)).toBeNull();
});

test('a sign-in and the use of its link at the same moment: one of them wins', async () => {
  for (let n = 0; n < 4; n += 1) {
    const user = await waiting();
    await age(user, 72);
    await deliverDue();
    const { link, id } = await endLink(user);
    const [session, completed] = await Promise.all([
      signInWithFactor(user),
      recovery.complete(link, id, newPassword(), newRequester()),
    ]);
    const isFinished = completed.outcome === 'completed';
    expect(await factors.find(user.id)).toMatchObject({ authenticator: !isFinished });
    // If the sign-in comes first, its session stays; otherwise the reset ends it.
    expect((await sessions.find(session)) === null).toBe(isFinished);
    expect((await eventsOf(user)).filter((name) => name === 'wait.cancelled' || name === 'wait.ended')).toHaveLength(1);
  }
});

test('a link that was not used ends with its day, and leaves room for another wait', async () => {
  const user = await waiting();
  await age(user, 72 + 36);
  expect(await waits.find(user.id)).toBeNull();
  await deliverDue();
  expect(subjects(user)).toEqual([isSubject(said.started.heading)]);
  const { link } = await mailLink(user.address);
  expect(await open(link, user.address, newRequester())).toEqual({ outcome: 'opened' });
});

test('“This wasn’t me” after its end brings the factors back', async () => {
  const user = await waiting();
  await age(user, 72);
  await deliverDue();
  expect(await complete(user)).toMatchObject({ outcome: 'completed' });
  await deliverDue();
  await disavowals.reportNotMe(linkOf(user, 'not-me'), user.address, newRequester());
  expect(await factors.find(user.id)).toMatchObject({ authenticator: true, codesLeft: 10 });
});
