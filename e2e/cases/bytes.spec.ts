import { expect, test } from '@playwright/test';
import { Client } from '../support/client';
import { messages, newAddress, repeat } from '../support/world';

// Bytes that no browser sends. fuzz.spec.ts sends odd text in good forms; here the forms themselves are broken.

const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const pages = ['/register', '/login', '/forgot-password', '/reset-password', '/confirm', '/confirm-email', '/not-me'];
const names = [
  'name',
  'email',
  'password',
  'confirm',
  'resetId',
  'code',
  'forgot',
  '__proto__',
  '$ACTION_KEY',
  '\0',
  '',
];

/** Numbers from 0 up to a limit, the same for the same seed (mulberry32). */
function dice(state: number): (limit: number) => number {
  let now = state;
  return (limit) => {
    now = (now + 0x6d2b79f5) | 0;
    let mixed = Math.imul(now ^ (now >>> 15), 1 | now);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** A form that starts out well, with values of any bytes, and is then cut, doubled or flipped somewhere. */
function breakForm(hidden: [string, string][], email: string, roll: (limit: number) => number): Buffer {
  const bytes = () => Buffer.from(Array.from({ length: roll(60) }, () => roll(256)));
  const fields = Array.from({ length: roll(6) }, () => [names[roll(names.length)] ?? '', bytes()] as const);
  const parts = [...hidden, ['email', email] as const, ...fields].map(([name, value]) =>
    Buffer.concat([
      Buffer.from(
        `--x\r\nContent-Disposition: form-data; name="${name}"${roll(8) === 0 ? '; filename="f"' : ''}\r\n\r\n`,
      ),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]),
  );
  const whole = Buffer.concat([...parts, Buffer.from('--x--\r\n')]);
  const at = roll(whole.length);
  const ways = [
    () => whole,
    () => whole.subarray(0, at),
    () => whole.subarray(at),
    () => Buffer.concat([whole, whole]),
    () => Buffer.concat([whole.subarray(0, at), bytes(), whole.subarray(at)]),
    () => Buffer.from(whole.map((byte, index) => (index === at ? byte ^ (1 + roll(255)) : byte))),
  ];
  return ways[roll(ways.length)]?.() ?? whole;
}

test('three hundred broken forms get a status below 500, and the site keeps running', async () => {
  const roll = dice(seed);
  const forms = new Map<string, [string, string][]>();
  for (const page of pages) {
    const client = new Client();
    const { body } = await client.open(page);
    forms.set(page, body.includes('class="form"') ? client.findForm([]) : []);
  }
  const email = newAddress();
  const sent = Array.from({ length: 300 }, () => {
    const page = pages[roll(pages.length)] ?? '/login';
    const types = [
      'multipart/form-data; boundary=x',
      'multipart/form-data; boundary="x',
      'multipart/form-data; boundary=',
    ];
    return { page, type: types[roll(8)] ?? types[0] ?? '', body: breakForm(forms.get(page) ?? [], email, roll) };
  });
  const answers = await repeat(sent.length, async (index) => {
    const { page, type, body } = sent[index] ?? { page: '/', type: '', body: Buffer.alloc(0) };
    const client = new Client();
    const headers = { Origin: client.base, 'Content-Type': type };
    return { index, page, status: (await client.send('POST', page, { headers, body })).status };
  });
  expect(
    answers.filter(({ status }) => status >= 500),
    `FUZZ_SEED=${seed}`,
  ).toEqual([]);
  expect(answers).toHaveLength(300);
  // Some of the forms may be good ones by chance; their address has its budget of emails like any other.
  expect((await messages(email)).length).toBeLessThanOrEqual(3);
  expect((await new Client().open('/login')).status).toBe(200);
});
