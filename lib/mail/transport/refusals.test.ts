import { describe, expect, test } from 'vitest';
import { isAboutConnections, isAboutTheRecipient } from './refusals';

// What mail servers answer to RCPT TO and DATA, as their users have reported it.
const to = 'no-such.user+unknown@mailbox.example';
const sender = 'no-reply@return-key.test';
const judge = (words: string, recipient = to) =>
  isAboutTheRecipient({ status: Number(words.slice(0, 3)), words, addresses: [recipient, sender] });

describe('an email is given up when the server says about its recipient', () => {
  test.each([
    `550 5.1.1 <${to}>: Recipient address rejected: User unknown in virtual mailbox table`,
    `550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. For more information, go to https://support.google.com/mail/?p=NoSuchUser`,
    '550 5.2.1 The email account that you tried to reach is disabled.',
    '552-5.2.2 The email account that you tried to reach is over quota.\n552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm',
    "552 5.2.2 The recipient's inbox is out of storage space. Its limit is exceeded.",
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    `550 5.1.2 <${to}>: Recipient address rejected: Domain not found`,
    '553 5.1.3 <ada..b@example.test>: Recipient address rejected: Bad recipient address syntax',
    `551 5.1.6 <${to}>: Recipient has moved`,
    '550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302)',
    '550 Requested action not taken: mailbox unavailable',
    `550 <${to}>... User unknown`,
    '550 No such user here',
    '550 no mailbox here by that name',
    '550 Unrouteable address',
    '550 Invalid recipient',
    '550 5.1.0 Address rejected: the mailbox does not exist',
    '552 Mailbox full',
    '552 Mailbox is over quota',
    '554 30 Sorry, your message cannot be delivered. This mailbox is disabled (554.30).',
    "554 delivery error: dd This user doesn't have a yahoo.com account (-5) - mta.example",
  ])('%s', (words) => expect(judge(words)).toBe(true));
});

describe('an email waits when the server says about us', () => {
  test.each([
    `553 5.7.1 <${sender}>: Sender address rejected: not owned by user no-reply`,
    '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1',
    '554 5.2.252 SendAsDenied; no-reply@return-key.test not allowed to send as other@return-key.test',
    '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    `554 Message rejected: Email address is not verified. The following identities failed the check: ${sender}`,
    '554 Message rejected: Sending paused for this account. For more information, please check the inbox',
    "554 Access denied: User `arn:aws:iam::1:user/x' is not authorized to perform `ses:SendRawEmail'",
    '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.',
    '550 Domain example.test has exceeded the max emails per hour (100/100 (100%)) allowed. Message discarded.',
    '550 5.4.6 Unusual sending activity detected. Please try again later',
    '550 5.7.705 Access denied, tenant has exceeded threshold',
    '550 5.1.8 Access denied, bad outbound sender',
    '554 5.7.1 Domain example.test is not allowed to send: Please activate your Mailgun account',
    '550 Requested action not taken: mailbox unavailable\n550 Sender address is not allowed.',
    '554 5.7.1 Sender address not allowed for this account',
    '550 5.4.5 Daily user sending limit exceeded',
    '550 5.7.26 This mail has been blocked because the sender is unauthenticated',
    '550 5.7.515 Access denied, sending domain does not meet the required authentication level',
    '550 5.1.0 <no-reply@return-key.test>: Sender address rejected: User unknown in local recipient table',
    '553 5.1.7 sender user unknown',
    '550 5.1.1 Recipient rejected: too many unknown recipients from your address',
    '550 5.7.1 Relaying denied: mailbox unknown',
    '554 5.7.1 This account has been suspended',
    '550 Account disabled: your account exceeded its plan',
    '552 5.3.4 Message size exceeds fixed limit',
    '554 Your trial has ended',
    '535 5.7.8 user unknown',
    '550 5.4.1 Recipient address rejected: Access denied',
  ])('%s', (words) => expect(judge(words)).toBe(false));
});

describe('an email waits when the server gives no clear reason', () => {
  test.each([
    '550 no',
    '550',
    '554 Transaction failed',
    '550 Administrative prohibition',
    '550 5.0.0 rejected',
    '450 4.2.1 user unknown',
    '421 4.7.28 Our system has detected an unusual rate of mail',
    '550-5.2.1 The user you are trying to contact is receiving mail at a rate that\n550 5.2.1 prevents additional messages from being delivered.',
    '550 5.6.0 user unknown',
  ])('%s', (words) => expect(judge(words)).toBe(false));
});

test.each([
  [to, `550 ${to}: refused`],
  ['user.unknown@mailbox.example', '550 user.unknown: refused'],
  ['"no such user"@example.test', '550 <"no such user"@example.test> refused'],
  ['mailbox.full@5.1.1.example.test', '550 mailbox.full@5.1.1.example.test: refused'],
  ['ada@user-unknown.example', '550 refused for ada@user-unknown.example, see https://help.example/user-unknown'],
])('what a stranger writes into the address %s decides nothing', (address, words) => {
  expect(judge(words, address)).toBe(false);
});

test.each(['from.sender@spam.example', 'blocked-policy@sending.example'])('nor does %s keep an email', (address) => {
  expect(judge(`550 5.1.1 <${address}>: Recipient address rejected: User unknown`, address)).toBe(true);
});

describe('these replies mean too many connections, and say nothing about the email', () => {
  test.each([
    '421 4.7.0 mx.example.test Error: too many connections from 192.0.2.1',
    '421 Too many concurrent SMTP connections; please try again later.',
    '421 4.3.2 The maximum number of concurrent connections has exceeded a limit, closing transmission channel',
    '421 mx.example.test Too many connected clients, try again in a moment',
    '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
    '454 4.7.0 Too many simultaneous sessions',
    '421 4.7.0 Connection limit reached',
  ])('%s', (words) => expect(isAboutConnections(words)).toBe(true));

  test.each(['421 4.3.2 Service not available', '450 4.2.1 greylisted', '452 4.2.2 mailbox full', '550 no'])(
    'but not %s',
    (words) => expect(isAboutConnections(words)).toBe(false),
  );
});
