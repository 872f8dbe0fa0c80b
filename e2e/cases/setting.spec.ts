import { expect, test } from '@playwright/test';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';
import { startSecondSite } from '../support/second-site';
import { subjects } from '../support/subjects';
import {
  deadEnds,
  messages,
  newAddress,
  newLink,
  newPassword,
  newUser,
  sql,
  storedHash,
  waitForEmail,
  waitForOutbox,
} from '../support/world';

// The form behind the link. README.md lists the cases.

/** A user whose reset link is open in a browser. */
async function openLink(): Promise<{ email: string; password: string; link: string; client: Client }> {
  const { email, password } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  return { email, password, link, client };
}

test('C-056 the new password works and the old one does not, on every instance', async () => {
  const second = await startSecondSite({ settings: () => ({}), sharesDatabase: true });
  const { email, password, client } = await openLink();
  const next = newPassword();
  expect((await client.setPassword(next)).path).toBe('/login');
  for (const base of [process.env.E2E_BASE_URL, `http://localhost:${second.port}`]) {
    const browser = new Client(undefined, base);
    // What is in front of both hands on the name that it was asked for.
    const headers = { Origin: process.env.E2E_BASE_URL ?? '', Host: new URL(process.env.E2E_BASE_URL ?? '').host };
    await browser.open('/login');
    expect((await browser.submit({ email, password }, headers)).path).toBe('/login');
    expect((await browser.submit({ email, password: next }, headers)).path).toBe('/account');
  }
  await second.stop();
});

test('C-057 two passwords that differ are refused, and the same form then works without another email', async () => {
  const { email, client } = await openLink();
  const [next, hash] = [newPassword(), await storedHash(email)];
  const refused = await client.submit({ password: next, confirm: `${next}.` });
  expect(refused).toMatchObject({ status: 422, path: '/reset-password' });
  // Beside the second field, which is there without scripts only.
  expect(refused.body).toContain('match. Enter the same one twice.');
  expect(await storedHash(email)).toBe(hash);
  expect((await client.submit({ password: next, confirm: next })).path).toBe('/login');
  await waitForOutbox(email);
  expect(await messages(email, subjects.reset)).toHaveLength(1);
});

test('C-058 the same passwords are refused with the same reason at register, reset and change', async () => {
  const { client: owner, email, password } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  const [stranger, address, hash] = [new Client(), newAddress(), await storedHash(email)];
  const verdicts = [
    ['q7Kd-mZp2-Wv3🗝', en.problems.password.tooShort(15)],
    // What a server reads in place of bytes that are no UTF-8.
    ['M\uFFFDller, sieben Lampen', en.problems.password.characters],
    ['passwordpassword', en.problems.password.weak],
    ['1234567890123456', en.problems.password.weak],
    [`over to ${brand.name} we walk`, en.problems.password.containsSite],
    ['lovelace orbits a kettle', en.problems.password.containsName],
  ] as const;
  for (const [next, reason] of verdicts) {
    const answers = [
      await client.setPassword(next),
      await owner.changePassword(password, next),
      await stranger.register({ email: address, password: next }),
    ];
    for (const { status, text } of answers) expect({ next, status, text }).toMatchObject({ status: 422 });
    for (const { text } of answers) expect(text, next).toContain(reason);
  }
  for (const answer of [
    await client.setPassword(`${email} it is`),
    await owner.changePassword(password, `${email} it is`),
    await stranger.register({ email: address, password: `${address} it is` }),
  ])
    expect(answer.text).toContain(en.problems.password.containsEmail);
  expect(await storedHash(email)).toBe(hash);
  // One code point more, which is two UTF-16 units: fifteen.
  expect((await client.setPassword('q7Kd-mZp2-Wv3x🗝')).path).toBe('/login');
  await waitForOutbox(address);
  expect(await messages(address)).toEqual([]);
});

test('C-059 a blank, missing or repeated password is refused, and the link still works', async () => {
  const { email, client } = await openLink();
  const hash = await storedHash(email);
  const form = client.findForm(['password']);
  const bodies: [string, string][][] = [
    [],
    [['password', '']],
    [['confirm', newPassword()]],
    [
      ['password', newPassword()],
      ['password', newPassword()],
    ],
  ];
  for (const fields of bodies) {
    const answer = await client.post('/reset-password', [...form, ...fields]);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(/Enter a password|The passwords don't match/);
  }
  expect(await storedHash(email)).toBe(hash);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-060 spaces at the edges of a password count', async () => {
  const { email, client } = await openLink();
  const next = `  ${newPassword()}  `;
  await client.setPassword(next);
  for (const almost of [next.trim(), next.trimEnd(), next.trimStart(), next.replaceAll(' ', '')])
    expect((await new Client().signIn(email, almost)).path).toBe('/login');
  expect((await new Client().signIn(email, next)).path).toBe('/account');
});

for (const length of [64, 128, 200, 256]) {
  test(`C-061 a password of ${length} code points counts to its last one`, async () => {
    const { email, client } = await openLink();
    const next = [...`${newPassword()} ${'ключ от дома 🗝 '.repeat(20)}`].slice(0, length - 1).join('');
    expect((await client.setPassword(`${next}7`)).path).toBe('/login');
    expect((await new Client().signIn(email, `${next}8`)).path).toBe('/login');
    expect((await new Client().signIn(email, next)).path).toBe('/login');
    expect((await new Client().signIn(email, `${next}7`)).path).toBe('/account');
  });
}

test('C-061 a password of 257 code points, or of a megabyte, is refused, and the link still works', async () => {
  const { email, client } = await openLink();
  const hash = await storedHash(email);
  for (const length of [257, 5_000, 50_000]) {
    const refused = await client.setPassword('ab 7'.repeat(length).slice(0, length));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain(en.problems.password.tooLong);
  }
  const form: [string, string][] = [...client.findForm(['password']), ['password', 'x'.repeat(1_000_000)]];
  expect((await client.post('/reset-password', form)).status).toBe(413);
  expect(await storedHash(email)).toBe(hash);
  expect((await client.setPassword(newPassword())).path).toBe('/login');
});

test('C-062 a reset accepts the current password, and a change while signed in refuses it', async () => {
  const { email, password, client } = await openLink();
  expect((await client.setPassword(password)).path).toBe('/login');
  await client.signIn(email, password);
  expect(await client.me()).toBe(email);
  const refused = await client.changePassword(password, password);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain(en.problems.password.sameAsCurrent);
  expect((await client.changePassword(password, newPassword())).path).toBe('/account');
});

test('C-063 of fifty people with one link exactly one sets the password, and one notice goes out', async () => {
  const { email, link } = await openLink();
  const runners = Array.from({ length: 50 }, () => ({ client: new Client(), password: newPassword() }));
  await Promise.all(runners.map(({ client }) => client.open(link)));
  const ends = await Promise.all(runners.map(({ client, password }) => client.setPassword(password)));
  const winners = runners.filter((_, index) => ends[index]?.text.includes('Password changed.'));
  expect(winners).toHaveLength(1);
  for (const { status, path, text } of ends.filter(({ path }) => path !== '/login')) {
    expect(path).toBe('/reset-password');
    expect([200, 429]).toContain(status);
    expect(text).toMatch(new RegExp(`Too many attempts|${deadEnds.used}`));
  }
  expect((await new Client().signIn(email, winners[0]?.password ?? '')).path).toBe('/account');
  await waitForEmail(email, /was changed$/);
  await waitForOutbox(email);
  expect(await messages(email, /was changed$/)).toHaveLength(1);
  const versions = await sql`select credential_version as version from users where canonical = ${email}`;
  expect(versions[0]?.version).toBe(2);
});

test('C-069 a reset creates no session: it leads to the sign-in page, with the address filled in and a confirmation', async () => {
  const { email, link } = await openLink();
  const client = new Client();
  expect((await client.open(link)).path).toBe('/reset-password');
  expect([...client.jar.keys()]).toEqual(['return-key.reset']);
  const done = await client.setPassword(newPassword());
  expect(done.path).toBe('/login');
  expect(done.text).toContain(en.outcomes['password-changed']());
  expect(done.body).toContain(`value="${email}"`);
  // The spent link stays, so that a second press is told the truth; the browser is known; there is no session.
  expect([...client.jar.keys()].sort()).toEqual(['return-key.device', 'return-key.reset', 'return-key.ticket']);
  expect(await client.me()).toBeNull();
  await client.open('/reset-password');
  expect(client.page.text).toContain(deadEnds.used);
});
