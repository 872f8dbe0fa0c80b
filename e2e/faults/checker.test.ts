import { expect, test } from 'vitest';
import { type Account, type Findings, findViolations } from './checker';
import type { Entry } from './ledger';
import type { Received } from './mail-server';
import { seeded } from './random';

// Who watches the watchman: a story in which nothing is wrong, and every way in which one planted wrong must be noticed.

const email = 'ada@example.test';
const letterId = '6a0e3a52-5c9b-4d0e-9e0a-0d6d2c1f7a11';
const noticeId = '0b5f2f0c-9a39-4a7e-8a51-53f1b5a3f6d2';

const blank = { isKnown: true, link: '', password: '', begunAt: 1, settledAt: 2, ms: 1, answer: '' };
const asked: Entry = { ...blank, verb: 'ask', email, outcome: 'ok' };
const done: Entry = {
  ...blank,
  verb: 'set',
  email,
  link: 'https://x/reset-password/a',
  password: 'new',
  outcome: 'ok',
};
const lost: Entry = { ...done, outcome: 'unknown', answer: 'ECONNRESET' };
const refused: Entry = { ...done, password: 'other', outcome: 'refused', answer: 'This link was used already' };

const changed: Account = {
  ...{ email, first: 'old', opens: ['new'], oldSessions: 0 },
  ...{ raised: 1, used: 1, completed: 1, alarms: 1, notices: 1 },
};
const unchanged: Account = { ...changed, opens: ['old'], raised: 0, used: 0, completed: 0, alarms: 0, notices: 0 };
const mail: Received = {
  messageId: `<${letterId}.0123456789ab@x>`,
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
const letter = { id: letterId, email, kind: 'reset', state: 'sent', lastError: '' };

const found: Findings = {
  accounts: [changed],
  letters: [letter, { ...letter, id: noticeId, kind: 'password-changed' }],
  mails: [mail, notice],
  pairs: [{ known: '303', unknown: '303' }],
  crashes: 0,
  lostAnswers: 0,
};

const rules = (ledger: Entry[], changes: Partial<Findings> = {}) =>
  findViolations(ledger, { ...found, ...changes }).map(({ rule }) => rule);

test('a story in which nothing is wrong has no violation', () => {
  expect(rules([asked, done])).toEqual([]);
  expect(rules([asked, done, refused])).toEqual([]);
});

test('an outcome that nobody knows is resolved by looking: it happened, or it did not', () => {
  expect(rules([asked, lost])).toEqual([]);
  expect(rules([asked, lost], { accounts: [unchanged] })).toEqual([]);
  expect(rules([asked, lost, done])).toEqual([]);
});

test('a repeat after a crash is in order, once, and with the same link', () => {
  expect(rules([asked, done], { mails: [mail, mail, notice], crashes: 1 })).toEqual([]);
});

const planted: Record<string, { ledger?: Entry[]; wrong: Partial<Findings> | Account; rule: string }> = {
  'two successes with one link': {
    ledger: [asked, done, { ...done, password: 'other' }],
    wrong: {},
    rule: 'at most one success for a link',
  },
  'an acknowledged password that is lost': {
    wrong: { ...unchanged },
    rule: 'an acknowledged password lasts',
  },
  'a password that nobody was told of': {
    ledger: [asked, done, refused],
    wrong: { ...changed, opens: ['other'] },
    rule: 'a refused password opens nothing',
  },
  'an old password that still opens': {
    wrong: { ...changed, opens: ['old', 'new'] },
    rule: 'after a new password the old one is gone',
  },
  'an account that nothing opens': {
    wrong: { ...changed, opens: [] },
    rule: 'exactly one password opens an account',
  },
  'a spent link without a new password': {
    ledger: [asked, lost],
    wrong: { ...unchanged, used: 1 },
    rule: 'a spent link and a new password: both or neither',
  },
  'a notice that was not queued': {
    wrong: { ...changed, notices: 0 },
    rule: 'password, link, event, alarm and notice: all or none',
  },
  'a session that lives on': {
    wrong: { ...changed, oldSessions: 1 },
    rule: 'no session of an old credential lives on',
  },
  'a link of ours that is called foreign': {
    ledger: [asked, done, { ...refused, answer: 'This link does not work' }],
    wrong: {},
    rule: 'a page about a link says what is so',
  },
  'a link that is called used and was not': {
    ledger: [asked, refused],
    wrong: { ...unchanged },
    rule: 'a page about a link says what is so',
  },
  'a request without a letter': {
    ledger: [asked, asked, done],
    wrong: {},
    rule: 'an accepted request leaves a letter',
  },
  'a request without a mail': {
    wrong: { letters: [{ ...letter, state: 'failed' }], mails: [] },
    rule: 'an accepted request ends in a mail or a visible end',
  },
  'a letter that never ends': {
    wrong: { letters: [{ ...letter, state: 'sending' }] },
    rule: 'every letter comes to an end',
  },
  'a letter that was sent and never arrived': {
    wrong: { mails: [mail] },
    rule: 'a letter that was sent has arrived',
  },
  'a mail without TLS': {
    wrong: { mails: [{ ...mail, isProtected: false }, notice] },
    rule: 'no mail travels unprotected',
  },
  'a copy without a crash': {
    wrong: { mails: [mail, mail, notice] },
    rule: 'no more copies than crashes and lost answers',
  },
  'a copy with another link': {
    wrong: { mails: [mail, { ...mail, link: 'https://x/reset-password/b' }, notice], crashes: 1 },
    rule: 'a copy carries the same link and the same Message-ID',
  },
  'a copy with another Message-ID': {
    wrong: { mails: [mail, { ...mail, messageId: `<${letterId}.ba9876543210@x>` }, notice], crashes: 1 },
    rule: 'a copy carries the same link and the same Message-ID',
  },
  'an answer that tells who has an account': {
    wrong: { pairs: [{ known: '303', unknown: '503' }] },
    rule: 'known and unknown are alike',
  },
};

for (const [name, { ledger = [asked, done], wrong, rule }] of Object.entries(planted)) {
  test(`the checker notices ${name}`, () => {
    const changes = 'email' in wrong ? { accounts: [wrong] } : wrong;
    expect(rules(ledger, changes)).toContain(rule);
  });
}

test('the same seed makes the same choices, another one others', () => {
  const series = (seed: string) => {
    const random = seeded(seed);
    return Array.from({ length: 5 }, () => random.whole(1_000_000));
  };
  expect(series('7 kills-app')).toEqual(series('7 kills-app'));
  expect(series('7 kills-app')).not.toEqual(series('8 kills-app'));
});
