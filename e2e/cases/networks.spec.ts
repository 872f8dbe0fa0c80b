import { expect, test } from '@playwright/test';
import { Client } from '../support/client';
import { ask, flood } from '../support/flood';
import { startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import {
  comparable,
  emailsFrom,
  importUser,
  linkIn,
  messages,
  newAddress,
  newNetwork,
  newPassword,
  newUser,
  repeat,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// What a network is, that a header makes no other one, and that no number of networks keeps an owner out. The proxy in front of
// the site appends the peer on the right. README.md lists the cases.

const resets = subjects.reset;

test('C-028 one /64 of IPv6 is one network, another is not punished, and IPv4 in IPv6 is IPv4', async () => {
  const host = () => newNetwork().replace(/10\.(\d+)\.(\d+)\.(\d+)/, '$1:$2:$3:1');
  const prefix = `2001:db8:${Math.floor(Math.random() * 0xffff).toString(16)}`;
  const from = (address: string) => ask(newAddress(), address);
  const answers = await repeat(60, () => from(`${prefix}:7:${host()}`));
  expect(
    answers.filter(({ headers }) => /^\/forgot-password\/sent;/.test(String(headers['x-action-redirect']))),
  ).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(40);
  expect((await from(`${prefix}:8:${host()}`)).status).toBe(200);
  const network = newNetwork();
  const hex = network.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
  const spellings = [`::ffff:${network}`, `::ffff:${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`, network];
  await repeat(20, (i) => from(spellings[i % 3] ?? network));
  for (const spelling of spellings) expect((await from(spelling)).status).toBe(429);
});

test('C-029 a network over its limit is told when to come back, in the same words for every address', async () => {
  const [client, known] = [new Client(), await importUser()];
  await client.open('/forgot-password');
  await repeat(20, () => client.press({ email: newAddress() }));
  const unknown = newAddress();
  const [forKnown, forUnknown] = [await client.press({ email: known }), await client.press({ email: unknown })];
  expect(forKnown.status).toBe(429);
  for (const { headers } of [forKnown, forUnknown]) {
    expect(Number(headers['retry-after'])).toBeGreaterThan(14 * 60);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(15 * 60);
    // The seconds run while the two are asked.
    headers['retry-after'] = 'soon';
  }
  expect(comparable(forKnown, known)).toEqual(comparable(forUnknown, unknown));
  expect(await emailsFrom(client.network)).toHaveLength(20);
  expect(await messages(known)).toEqual([]);
});

/** Headers with which a client may pretend to come from another network. */
const disguises = [
  'X-Real-IP',
  'X-Client-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
  'Forwarded',
  'X-Peer-Address',
  'X-Request-Number',
];
const disguise = () => Object.fromEntries(disguises.map((name) => [name, newNetwork()]));

test('C-028 headers and hops left of the trusted proxy do not make another network, for asking and for signing in', async () => {
  const [network, client, email] = [newNetwork(), new Client(), newAddress()];
  const forged = () => ({ ...disguise(), 'X-Forwarded-For': `${newNetwork()}, ${newNetwork()} ,${network}` });
  const asks = await repeat(21, () => ask(newAddress(), network, { headers: forged() }));
  expect(asks.filter(({ status }) => status === 429)).toHaveLength(1);
  await client.open('/login');
  const signIns = await repeat(51, () => client.call({ email, password: 'a wrong password' }, forged()));
  expect(signIns.filter(({ status }) => status === 422)).toHaveLength(50);
  expect(signIns.filter(({ status }) => status === 429)).toHaveLength(1);
});

test('C-028 without a trusted proxy only the socket counts', async () => {
  const settings = (port: number) => ({ TRUSTED_PROXIES: '0', APP_URL: `http://localhost:${port}` });
  const site = await startSecondSite({ settings });
  const client = new Client(undefined, `http://localhost:${site.port}`);
  await client.open('/forgot-password');
  const from = () => ({ ...disguise(), 'X-Forwarded-For': newNetwork() });
  const statuses = await repeat(21, async () => (await client.press({ email: newAddress() }, from())).status);
  expect(statuses.sort()).toEqual([...Array(20).fill(303), 429]);
  await site.stop();
});

test('C-031 an attacker with three hundred networks does not stop the owner from signing in on a known device', async () => {
  const { client: owner, email, password } = await newUser();
  const attacker = new Client();
  await attacker.open('/login');
  const guess = () => attacker.call({ email, password: newPassword() }, { 'X-Forwarded-For': newNetwork() });
  // 503: so many strangers may wait for a comparison at once, and not one more.
  const answers = new Set((await repeat(300, guess)).map(({ status }) => status));
  expect([...answers].filter((status) => status !== 503)).toEqual([422]);
  // Elsewhere even the right password is refused now, so the guessing would have found nothing.
  expect((await new Client().signIn(email, password)).path).toBe('/login');
  owner.jar.delete('return-key.session');
  expect(await owner.me()).toBeNull();
  expect((await owner.signIn(email, password)).path).toBe('/account');
});

test('C-031 an attacker with three hundred networks does not stop the reset email that the owner requests on a known device', async () => {
  const { client: owner, email } = await newUser();
  await flood(email, 300);
  await waitForOutbox(email);
  expect(await messages(email, resets)).toHaveLength(3);
  await owner.forgot(email);
  await owner.open(linkIn(await waitForEmail(email, resets, 3)));
  expect((await owner.setPassword(newPassword())).path).toBe('/login');
  for (let i = 0; i < 5; i++) await owner.forgot(email);
  await waitForOutbox(email);
  expect(await messages(email, resets)).toHaveLength(6);
});

test('C-031 the device of one account has no budget for another', async () => {
  const [email, { client: attacker }] = [await importUser(), await newUser()];
  await flood(email, 3);
  for (let i = 0; i < 3; i++) await attacker.forgot(email);
  await waitForOutbox(email);
  expect(await messages(email)).toHaveLength(3);
});
