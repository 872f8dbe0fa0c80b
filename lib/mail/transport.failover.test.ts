import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Mailbox, startMailbox } from '@/e2e/dev/mailbox';
import { type Manner, type Resend, startResend } from '@/e2e/support/resend';

// Both transports are set: Resend first, then a mail server. When Resend stalls, the eight seconds are over at once.
let [resend, mailbox]: [Resend, Mailbox] = await Promise.all([
  startResend(),
  startMailbox({ smtpPort: 0, webPort: 0 }),
]);

beforeEach(async () => {
  [resend, mailbox] = await Promise.all([startResend(), startMailbox({ smtpPort: 0, webPort: 0 })]);
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    expect(ms).toBe(8000);
    const clock = new AbortController();
    resend.onStall = () => clock.abort();
    return clock.signal;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all([resend.stop(), mailbox.stop()]);
});

/** The file as a process with both transports would load it. */
async function load(settings: Record<string, string> = {}): Promise<typeof import('./transport')> {
  vi.resetModules();
  vi.unstubAllEnvs();
  const all = { ...resend.settings, SMTP_URL: mailbox.smtpUrl, ...settings };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return import('./transport');
}

const email = (to = 'ada@example.test', link = 'https://x.test/reset-password/one') => ({
  id: crypto.randomUUID(),
  to,
  subject: 'Choose a new password',
  text: `Hello, Ada. ${link}`,
  html: '<p>Hello, Ada.</p>',
});
const refusal = (status: number, name: string, message = 'no', headers = {}): Manner => ({
  status,
  name,
  message,
  headers,
});

test.each([
  ['stalls', 'stall' as Manner],
  ['has an outage', refusal(500, 'internal_server_error')],
  ['does not know the key', refusal(401, 'invalid_api_key')],
  ['does not know the sender', refusal(403, 'validation_error', 'The example.test domain is not verified.')],
  ['has sent enough for today', refusal(429, 'daily_quota_exceeded')],
  ['has the address on a list', refusal(422, 'validation_error', 'The address is suppressed.')],
])('when the first %s the second takes over', async (_, manner) => {
  resend.manner = manner;
  const { send, close } = await load();
  expect(await send(email())).toMatchObject({ outcome: 'sent', provider: 'smtp' });
  expect(mailbox.messages('ada@example.test')).toHaveLength(1);
  close();
});

test('an email is refused only when both transports refuse it for good; otherwise it is deferred', async () => {
  resend.manner = refusal(422, 'validation_error', 'Invalid `to` field');
  const { send } = await load({ SMTP_URL: 'smtp://127.0.0.1:9' });
  expect(await send(email())).toMatchObject({
    outcome: 'deferred',
    reason: expect.stringMatching(/Resend: 422.*SMTP: /),
  });
  const alone = await load({ SMTP_URL: '' });
  expect(await alone.send(email())).toMatchObject({ outcome: 'refused' });
});

test('a process that is asked to stop begins with no second transport: the email waits for another process', async () => {
  resend.manner = 'stall';
  const { send } = await load();
  expect(await send(email(), () => true)).toMatchObject({ outcome: 'deferred' });
  expect(mailbox.messages()).toEqual([]);
});

test('a first transport that stalls delays one email by eight seconds, not all of them', async () => {
  resend.manner = 'stall';
  const { send, close } = await load();
  for (let n = 0; n < 5; n += 1) expect(await send(email())).toMatchObject({ provider: 'smtp' });
  expect(resend.requests).toHaveLength(1);
  close();
});

test('a resting transport is still tried when the other fails, and comes first again once it works', async () => {
  resend.manner = refusal(500, 'internal_server_error');
  const { send } = await load({ SMTP_URL: 'smtp://127.0.0.1:9' });
  expect(await send(email())).toMatchObject({ outcome: 'deferred' });
  resend.manner = 'take';
  expect(await send(email())).toMatchObject({ provider: 'resend' });
  expect(await send(email())).toMatchObject({ provider: 'resend' });
});

test('after a lost reply, the same email with the same link is accepted once', async () => {
  resend.manner = 'take and stall';
  const { send } = await load({ SMTP_URL: '' });
  const outboxEmail = email();
  expect(await send(outboxEmail)).toMatchObject({
    outcome: 'deferred',
    reason: expect.stringContaining('within 8 seconds'),
  });
  resend.manner = 'take';
  expect(await send(outboxEmail)).toMatchObject({ outcome: 'sent', providerId: resend.emails[0]?.id });
  expect(resend.emails).toHaveLength(1);
});

test('so is one whose words have changed since, but not its links', async () => {
  const { send } = await load({ SMTP_URL: '' });
  const outboxEmail = email();
  await send(outboxEmail);
  expect(await send({ ...outboxEmail, subject: 'Set a new password' })).toMatchObject({ outcome: 'sent' });
  expect(resend.emails).toHaveLength(1);
});

test('the same email with a new link is another message', async () => {
  const { send } = await load({ SMTP_URL: '' });
  const outboxEmail = email();
  await send(outboxEmail);
  await send({ ...outboxEmail, text: 'Hello, Ada. https://x.test/reset-password/two' });
  expect(resend.emails).toHaveLength(2);
  expect(resend.emails.map(({ key }) => key.split('.')[0])).toEqual([outboxEmail.id, outboxEmail.id]);
});

test.each([
  [refusal(429, 'rate_limit_exceeded', 'slow', { 'retry-after': '7' }), { outcome: 'deferred', retryAfterSeconds: 7 }],
  [refusal(409, 'concurrent_idempotent_requests'), { outcome: 'deferred' }],
  [refusal(422, 'validation_error', 'Invalid `from` field'), { outcome: 'deferred' }],
  [refusal(422, 'validation_error', 'Sending is paused for this account.'), { outcome: 'deferred' }],
  [
    refusal(422, 'validation_error', 'You can only send testing emails to your own email address.'),
    { outcome: 'deferred' },
  ],
  [refusal(422, 'validation_error', 'The `to` field needs a verified domain.'), { outcome: 'deferred' }],
  [refusal(422, 'missing_required_field', 'Missing `subject` field.'), { outcome: 'deferred' }],
  [refusal(400, 'validation_error', 'Something is wrong.'), { outcome: 'deferred' }],
  [refusal(200, 'ok'), { outcome: 'deferred', reason: expect.stringContaining('without the id') }],
  [refusal(403, 'invalid_api_key', 'API key is invalid'), { reason: expect.stringContaining('resend.com/api-keys') }],
  [
    refusal(422, 'validation_error', 'The recipient eve@example.test is suppressed.'),
    { outcome: 'refused', reason: expect.not.stringContaining('eve@') },
  ],
])('%j', async (manner, expected) => {
  resend.manner = manner;
  const { send } = await load({ SMTP_URL: '' });
  expect(await send(email())).toMatchObject(expected);
});

test('an address that needs quotes gets them', async () => {
  const { send } = await load({ SMTP_URL: '' });
  await send(email('a..b@docomo.test'));
  expect(resend.emails[0]?.to).toBe('"a..b"@docomo.test');
});

test('a transport can be checked without sending', async () => {
  resend.manner = refusal(401, 'restricted_api_key');
  const { findProblems } = await load({ SMTP_URL: 'smtp://127.0.0.1:9' });
  expect(await findProblems()).toEqual([
    { provider: 'resend', problem: null },
    { provider: 'smtp', problem: expect.stringContaining('ECONNREFUSED') },
  ]);
});
