import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { outboxEmails } from '@/db/schema';
import { newAddress, newRequester } from '@/lib/testing';
import * as outbox from './outbox';
import * as reports from './reports';
import { emailTag } from './transport/resend';

const newSecret = () => `whsec_${randomBytes(24).toString('base64')}`;
const [secret, older] = [newSecret(), newSecret()];

function sign(body: string, { key = secret, id = randomUUID(), secondsAgo = 0 } = {}): reports.Signature {
  const timestamp = String(Math.floor(Date.now() / 1000) - secondsAgo);
  const mac = createHmac('sha256', Buffer.from(key.slice(6), 'base64')).update(`${id}.${timestamp}.${body}`);
  return { id, timestamp, signature: `v1,${mac.digest('base64')}` };
}
const bodyOf = (type: string, data: object = {}) =>
  JSON.stringify({
    type,
    created_at: '2026-11-22T10:00:00.000Z',
    data: { email_id: 'e-1', to: ['ada@example.test'], ...data },
  });

describe('a webhook', () => {
  const body = bodyOf('email.delivered');

  test('is read when it is signed with one of the secrets', () => {
    const report = { emailId: 'e-1', outboxEmailId: null, state: 'delivered' };
    expect(reports.read(body, sign(body), [secret])).toMatchObject(report);
    expect(reports.read(body, sign(body, { key: older }), [secret, older])).toMatchObject(report);
    const [good, foreign] = [sign(body), sign(body, { key: older })];
    const both = { ...good, signature: `v1,AAAA v2,x ${foreign.signature} ${good.signature}` };
    expect(reports.read(body, both, [secret])).toMatchObject(report);
  });

  test.each([
    ['another secret', body, sign(body, { key: newSecret() })],
    ['another body', `${body} `, sign(body)],
    ['another id', body, { ...sign(body), id: 'x' }],
    ['a later moment', body, { ...sign(body), timestamp: String(Math.floor(Date.now() / 1000) + 1) }],
    ['a moment six minutes ago', body, sign(body, { secondsAgo: 360 })],
    ['a moment six minutes ahead', body, sign(body, { secondsAgo: -360 })],
    ['nothing', body, { id: '', timestamp: '', signature: '' }],
    ['half a signature', body, { ...sign(body), signature: 'v1' }],
    ['another scheme', body, { ...sign(body), signature: sign(body).signature.replace('v1,', 'v1a,') }],
    ['no secret', body, sign(body), []],
    ['our secret, and is no JSON', 'no json', sign('no json')],
  ])('that is signed with %s is not read', (_, text, signature, secrets: string[] = [secret]) => {
    expect(reports.read(text, signature, secrets)).toBe('unsigned');
  });

  test.each([
    bodyOf('email.opened'),
    bodyOf('contact.created'),
    bodyOf('constructor'),
    '{}',
    'null',
    '[]',
    bodyOf('email.sent', { email_id: 7 }),
  ])('that tells of something else is put aside: %s', (text) => {
    expect(reports.read(text, sign(text), [secret])).toBe('irrelevant');
  });

  test('names the email by its tag, and says why in words without an address', () => {
    const outboxEmail = randomUUID();
    const text = bodyOf('email.bounced', {
      tags: { [emailTag]: outboxEmail },
      bounce: { type: 'Permanent', subType: 'General', message: '550 <ada@example.test> unknown' },
    });
    expect(reports.read(text, sign(text), [secret])).toEqual({
      emailId: 'e-1',
      outboxEmailId: outboxEmail,
      state: 'bounced',
      reason: 'Resend: Permanent, General, 550 <(address)> unknown',
      at: new Date('2026-11-22T10:00:00.000Z'),
    });
  });
});

type State = reports.Report['state'];
const report = (state: State, outboxEmailId: string | null, emailId: string, reason: string | null = null) =>
  reports.accept({ state, outboxEmailId, emailId, reason, at: new Date() });
const read = async ({ id }: { id: string }) =>
  (await db().select().from(outboxEmails).where(eq(outboxEmails.id, id)))[0];

/** An email that a worker holds. */
async function hold(): Promise<outbox.OutboxEmail> {
  const { typed: email, canonical } = newAddress();
  const { network, device } = newRequester();
  const values = {
    kind: 'reset',
    email,
    canonical,
    requestId: '',
    requester: { network, device },
    locale: 'en',
  } as const;
  await db().insert(outboxEmails).values(values);
  const outboxEmail = (await outbox.claim(100)).find((claimed) => claimed.canonical === canonical);
  if (!outboxEmail) throw new Error('The email was not due.');
  return outboxEmail;
}

async function send(provider: 'resend' | 'smtp' = 'resend', providerId: string | null = randomUUID()) {
  const outboxEmail = await hold();
  await outbox.settle(outboxEmail, { state: 'sent', provider, providerId });
  return { ...outboxEmail, emailId: providerId ?? randomUUID() };
}

describe('a report', () => {
  // The last one is what the email ends as.
  const stories: State[][] = [
    ['sent', 'delayed', 'delivered', 'complained'],
    ['sent', 'delayed', 'bounced'],
    ['sent', 'suppressed'],
    ['sent', 'delayed', 'failed'],
    ['delayed', 'delivered'],
  ];

  test.each(stories.map((story) => ({ story })))(
    'leads to the same end in any order, and any number of times: $story',
    async ({ story }) => {
      for (const order of permutations(story)) {
        const { id, emailId } = await send();
        for (const state of [...order, ...order]) await report(state, null, emailId, `it was ${state}`);
        const end = story.at(-1);
        expect(await read({ id })).toMatchObject({
          state: end,
          lastError: `it was ${end}`,
          reportedAt: expect.any(Date),
        });
      }
    },
  );

  test('that arrives before the worker has stored the reply counts, and the worker keeps it', async () => {
    const outboxEmail = await hold();
    expect(await report('delivered', outboxEmail.id, 'e-2')).toBe(true);
    expect(await outbox.settle(outboxEmail, { state: 'sent', provider: 'resend', providerId: 'e-2' })).toBe(null);
    expect(await read(outboxEmail)).toMatchObject({ state: 'delivered', provider: 'resend', providerId: 'e-2' });
  });

  test('that arrives instead of a reply keeps the email from being sent again', async () => {
    const outboxEmail = await hold();
    await outbox.settle(outboxEmail, { state: 'deferred', reason: 'no answer within 8 seconds' });
    expect(await report('sent', outboxEmail.id, randomUUID())).toBe(true);
    expect(await read(outboxEmail)).toMatchObject({ state: 'sent', settledAt: expect.any(Date), lastError: null });
    await db()
      .update(outboxEmails)
      .set({ dueAt: new Date(0) })
      .where(eq(outboxEmails.id, outboxEmail.id));
    expect((await outbox.claim(100)).map(({ id }) => id)).not.toContain(outboxEmail.id);
  });

  test('about an email that was given up shows that it was sent after all', async () => {
    const outboxEmail = await hold();
    await outbox.settle(outboxEmail, { state: 'failed', reason: 'no' });
    await report('delivered', outboxEmail.id, randomUUID());
    expect(await read(outboxEmail)).toMatchObject({ state: 'delivered' });
  });

  test('about another copy than the recorded one changes nothing', async () => {
    const [other, bySmtp] = [await send(), await send('smtp')];
    expect(await report('bounced', other.id, 'an older copy')).toBe(false);
    expect(await report('failed', bySmtp.id, 'a copy whose answer was lost')).toBe(false);
    expect([await read(other), await read(bySmtp)]).toMatchObject([{ state: 'sent' }, { state: 'sent' }]);
  });

  test('about an email without an account, or one that is not ours, changes nothing', async () => {
    const outboxEmail = await hold();
    await outbox.settle(outboxEmail, { state: 'no-account' });
    expect(await report('delivered', outboxEmail.id, 'e-3')).toBe(false);
    expect(await report('delivered', randomUUID(), 'e-4')).toBe(false);
    expect(await report('delivered', null, 'e-5')).toBe(false);
    expect(await read(outboxEmail)).toMatchObject({ state: 'no-account' });
  });

  test('does not free a place in the hourly budget', async () => {
    const { emailId, ...sent } = await send();
    await db().update(outboxEmails).set({ turn: 8 }).where(eq(outboxEmails.id, sent.id));
    const before = await outbox.countLeft();
    await report('bounced', null, emailId);
    expect(await outbox.countLeft()).toEqual(before);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
