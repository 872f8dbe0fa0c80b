import { expect, test } from 'vitest';
import { en } from '@/lib/words/en';
import { type Findings, findViolations, type User } from './checker';
import type { Entry } from './ledger';
import type { Received } from './mail-server';
import { seeded } from './random';

// Tests of the checker: a run without violations, and one planted violation of each kind.

const email = 'ada@example.test';
const outboxEmailId = '6a0e3a52-5c9b-4d0e-9e0a-0d6d2c1f7a11';
const noticeId = '0b5f2f0c-9a39-4a7e-8a51-53f1b5a3f6d2';

const blank = { isKnown: true, link: '', password: '', begunAt: 1, settledAt: 2, ms: 1, answer: '' };
const requested: Entry = { ...blank, verb: 'request', email, outcome: 'ok' };
const done: Entry = {
  ...blank,
  verb: 'set',
  email,
  link: 'https://x/reset-password/a',
  password: 'new',
  outcome: 'ok',
};
const lost: Entry = { ...done, outcome: 'unknown', answer: 'ECONNRESET' };
const refused: Entry = { ...done, password: 'other', outcome: 'refused', answer: en.reset.dead.used.title };

const changed: User = {
  ...{ email, first: 'old', opens: ['new'], oldSessions: 0 },
  ...{ raised: 1, used: 1, completed: 1, disavowals: 1, notices: 1 },
};
const unchanged: User = { ...changed, opens: ['old'], raised: 0, used: 0, completed: 0, disavowals: 0, notices: 0 };
const message: Received = {
  messageId: `<${outboxEmailId}.0123456789ab@x>`,
  to: email,
  link: done.link,
  subject: 'Choose',
  isProtected: true,
  at: 1,
};
const notice: Received = {
  messageId: `<${noticeId}.0123456789ab@x>`,
  to: email,
  link: '',
  subject: 'Changed',
  isProtected: true,
  at: 2,
};
const outboxEmail = { id: outboxEmailId, email, kind: 'reset', state: 'sent', lastError: '' };

const found: Findings = {
  users: [changed],
  outboxEmails: [outboxEmail, { ...outboxEmail, id: noticeId, kind: 'password-changed' }],
  messages: [message, notice],
  pairs: [{ known: '303', unknown: '303' }],
  crashes: 0,
  lostAnswers: 0,
};

const rules = (ledger: Entry[], changes: Partial<Findings> = {}) =>
  findViolations(ledger, { ...found, ...changes }).map(({ rule }) => rule);

test('a run in which nothing is wrong has no violation', () => {
  expect(rules([requested, done])).toEqual([]);
  expect(rules([requested, done, refused])).toEqual([]);
});

test('an unknown outcome may have happened or not', () => {
  expect(rules([requested, lost])).toEqual([]);
  expect(rules([requested, lost], { users: [unchanged] })).toEqual([]);
  expect(rules([requested, lost, done])).toEqual([]);
});

test('one repeated email after a crash is allowed, with the same link', () => {
  expect(rules([requested, done], { messages: [message, message, notice], crashes: 1 })).toEqual([]);
});

const planted: Record<string, { ledger?: Entry[]; wrong: Partial<Findings> | User; rule: string }> = {
  'two successes with one link': {
    ledger: [requested, done, { ...done, password: 'other' }],
    wrong: {},
    rule: 'at most one success for a link',
  },
  'an acknowledged password that is lost': {
    wrong: { ...unchanged },
    rule: 'an acknowledged password lasts',
  },
  'a refused password that was set': {
    ledger: [requested, done, refused],
    wrong: { ...changed, opens: ['other'] },
    rule: 'a refused password opens nothing',
  },
  'an old password that still works': {
    wrong: { ...changed, opens: ['old', 'new'] },
    rule: 'after a new password the old one is gone',
  },
  'an account that no password opens': {
    wrong: { ...changed, opens: [] },
    rule: 'exactly one password opens an account',
  },
  'a spent link without a new password': {
    ledger: [requested, lost],
    wrong: { ...unchanged, used: 1 },
    rule: 'a spent link and a new password: both or neither',
  },
  'a notice that was not queued': {
    wrong: { ...changed, notices: 0 },
    rule: 'password, link, event, disavowal and notice: all or none',
  },
  'a session that survives': {
    wrong: { ...changed, oldSessions: 1 },
    rule: 'no session of an old credential survives',
  },
  'a valid link that is reported as not working': {
    ledger: [requested, done, { ...refused, answer: en.reset.dead.invalid.title }],
    wrong: {},
    rule: 'a page about a link tells the truth',
  },
  'an unused link that is reported as used': {
    ledger: [requested, refused],
    wrong: { ...unchanged },
    rule: 'a page about a link tells the truth',
  },
  'a request without an email': {
    ledger: [requested, requested, done],
    wrong: {},
    rule: 'an accepted request leaves an email',
  },
  'a request whose email never arrived': {
    wrong: { outboxEmails: [{ ...outboxEmail, state: 'failed' }], messages: [] },
    rule: 'an accepted request ends in an email or a visible state',
  },
  'an email without a final state': {
    wrong: { outboxEmails: [{ ...outboxEmail, state: 'sending' }] },
    rule: 'every email reaches a final state',
  },
  'an email that was sent and never arrived': {
    wrong: { messages: [message] },
    rule: 'an email that was sent has arrived',
  },
  'an email without TLS': {
    wrong: { messages: [{ ...message, isProtected: false }, notice] },
    rule: 'every email is sent over TLS',
  },
  'a copy without a crash': {
    wrong: { messages: [message, message, notice] },
    rule: 'no more copies than crashes and lost answers',
  },
  'a copy with another link': {
    wrong: { messages: [message, { ...message, link: 'https://x/reset-password/b' }, notice], crashes: 1 },
    rule: 'a copy carries the same link and the same Message-ID',
  },
  'a copy with another Message-ID': {
    wrong: { messages: [message, { ...message, messageId: `<${outboxEmailId}.ba9876543210@x>` }, notice], crashes: 1 },
    rule: 'a copy carries the same link and the same Message-ID',
  },
  'answers that reveal who has an account': {
    wrong: { pairs: [{ known: '303', unknown: '503' }] },
    rule: 'known and unknown addresses get the same answer',
  },
};

for (const [name, { ledger = [requested, done], wrong, rule }] of Object.entries(planted)) {
  test(`the checker notices ${name}`, () => {
    const changes = 'email' in wrong ? { users: [wrong] } : wrong;
    expect(rules(ledger, changes)).toContain(rule);
  });
}

test('the same seed makes the same choices, and another seed makes others', () => {
  const series = (seed: string) => {
    const random = seeded(seed);
    return Array.from({ length: 5 }, () => random.whole(1_000_000));
  };
  expect(series('7 kills-app')).toEqual(series('7 kills-app'));
  expect(series('7 kills-app')).not.toEqual(series('8 kills-app'));
});
