import { expect, test } from '@playwright/test';
import { type Answer, Client } from '../support/client';
import { subjects } from '../support/subjects';
import { linkIn, newAddress, newLink, newUser, repeat, sql, waitForEmail } from '../support/world';

// The internals of Next.js must not open what is built on it. README.md lists the cases.

const base = process.env.E2E_BASE_URL ?? '';
const members = ['', '/password', '/email', '/sessions', '/activity', '/delete'].map((page) => `/account${page}`);

test('C-086 no header or URL of the framework bypasses the sign-in page', async () => {
  const headers: Record<string, string>[] = [
    ...['proxy', 'middleware', 'src/proxy', 'src/middleware'].flatMap((name) => [
      { 'x-middleware-subrequest': name },
      { 'x-middleware-subrequest': Array(5).fill(name).join(':') },
    ]),
    { 'x-middleware-prefetch': '1', 'x-middleware-next': '1', 'x-middleware-skip': '1' },
    { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'return-key.session=x' },
    { 'x-middleware-rewrite': '/account', 'x-nextjs-rewrite': '/account' },
    {
      'x-invoke-path': '/account',
      'x-invoke-output': '/account',
      'x-invoke-status': '200',
      'x-matched-path': '/account',
    },
    { 'x-now-route-matches': '1=account', 'x-original-url': '/account', 'x-rewrite-url': '/account' },
    { 'next-resume': '1' },
    { RSC: '1' },
    { RSC: '1', 'Next-Router-Prefetch': '1' },
    { RSC: '1', 'Next-Router-Segment-Prefetch': '/account/__PAGE__' },
    { RSC: '1', 'Next-Router-State-Tree': encodeURIComponent('["",{"children":["account",{}]},null,"refetch"]') },
    { 'x-nextjs-data': '1' },
    { Cookie: 'return-key.session=x' },
    { Cookie: 'return-key.session=eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwianRpIjoieCJ9.', RSC: '1' },
  ];
  const client = new Client();
  for (const header of headers)
    for (const page of members) {
      const answer = await client.send('GET', page, { headers: header });
      expectNothingShown(answer, `${page} ${JSON.stringify(header)}`);
      expect([JSON.stringify(header), answer.status === 200 && !answer.body.includes('NEXT_REDIRECT')]).toEqual([
        JSON.stringify(header),
        false,
      ]);
    }
});

test('C-086 after sign-in the user returns to the requested page, whatever a header says', async () => {
  const client = new Client();
  client.jar.set('return-key.session', 'x');
  for (const wish of ['/account/delete', 'https://evil.test', '//evil.test']) {
    const headers = { 'X-Here': wish, 'X-Invoke-Path': wish, 'Next-Url': wish };
    const { status, headers: given } = await client.send('GET', '/account/sessions?x=%2Fy', { headers });
    expect([wish, status, given.location]).toEqual([wish, 307, '/login?next=%2Faccount%2Fsessions%3Fx%3D%252Fy']);
  }
});

test('C-086 no other spelling of a URL bypasses the sign-in page', async () => {
  const client = new Client();
  const { body } = await client.open('/login');
  const build = /"b":"([^"]+)"|\\"b\\":\\"([^"\\]+)/.exec(body)?.slice(1).find(Boolean) ?? 'build';
  const spellings = members.flatMap((page) => [
    `${page}.rsc`,
    `${page}.txt`,
    `${page}.segments/_tree.segment.rsc`,
    `${page}.segments/account/__PAGE__.segment.rsc`,
    `/_next/data/${build}${page}.json`,
    `${page}?nxtPtoken=x&__nextLocale=en&__nextDefaultLocale=en&_rsc=x`,
    `${page}?nextInternalLocale=en`,
    `/login/..${page}`,
    `/login/%2e%2e${page}`,
    `/%61ccount${page.slice('/account'.length)}`,
    page.toUpperCase(),
    `/.${page}`,
    `/${page}`,
    `${page}/`,
    `${page};x`,
    `${page}%00`,
    `${page}%2f`,
    `${page}\\`,
    `/en${page}`,
  ]);
  for (const spelling of spellings)
    for (const headers of [{}, { RSC: '1' }, { RSC: '1', 'Next-Router-Segment-Prefetch': '/_tree' }])
      expectNothingShown(await client.send('GET', base + spelling, { headers }), spelling);
});

/** Neither a form nor a word of the pages for members, and no failure. */
function expectNothingShown({ status, body }: Answer, asked: string): void {
  expect([
    asked,
    status >= 500,
    /currentPassword|class="rail"|class=\\"rail|"rail"|class="address"/.test(body),
  ]).toEqual([asked, false, false]);
}

test('C-087 no payload against an action is run, reveals source code, or ends the process', async () => {
  // Some 700 requests.
  test.setTimeout(180_000);
  const { client: owner, email, password } = await newUser();
  const { client, link } = await newLink(email);
  await client.open(link);
  await client.open(linkIn(await waitForEmail(email, subjects.reset), 'not-me'));
  const [stranger, another] = [newAddress(), newAddress()];
  await client.register({ email: stranger, password });
  await client.open(linkIn(await waitForEmail(stranger), 'confirm'));
  await owner.open('/account/email');
  await owner.submit({ email: another, currentPassword: password });
  await client.open(linkIn(await waitForEmail(another), 'confirm-email'));
  const pages: [Client, string][] = [
    ...['/login', '/register', '/forgot-password', '/reset-password', '/not-me', '/confirm', '/confirm-email'].map(
      (page): [Client, string] => [client, page],
    ),
    ...members.map((page): [Client, string] => [owner, page]),
  ];
  const before = await sql`select * from users where canonical = ${email}`;
  const met = new Set<string>();
  for (const [who, page] of pages) {
    const { body } = await who.open(page);
    for (const [, kind, id = ''] of body.matchAll(/(\$ACTION_ID_|&quot;id&quot;:&quot;)([\da-f]{40,})/g)) {
      if (met.has(id)) continue;
      met.add(id);
      // An action that takes nothing cannot be called wrongly: it is tried without a session.
      const isPlain = kind === '$ACTION_ID_';
      await attack(isPlain ? new Client() : who, page, id, isPlain);
    }
  }
  // Sixteen actions, less those whose forms appear only in special moments.
  expect(met.size).toBeGreaterThanOrEqual(12);
  expect(await sql`select * from users where canonical = ${email}`).toEqual(before);
  expect((await new Client().signIn(email, password)).path).toBe('/account');
});

async function attack(who: Client, page: string, id: string, isPlain: boolean): Promise<void> {
  const shapes = Object.entries(payloads(id));
  await repeat(shapes.length, async (index) => {
    const [name, payload] = shapes[index] ?? ['', []];
    const bound = payload.map(([key, value]): [string, string] => [`$ACTION_1:${key}`, value]);
    const sent = [
      await who.post(page, [['$ACTION_REF_1', ''], ...bound]),
      await who.post(page, payload, { 'Next-Action': id }),
      await who.send('POST', page, {
        headers: { Origin: base, 'Next-Action': id, 'Content-Type': 'text/plain;charset=UTF-8' },
        body: payload[0]?.[1] ?? '',
      }),
    ];
    for (const [way, { status, headers, body }] of sent.entries()) {
      const isSentToSignIn =
        isPlain && /^\/login(\?next=[\w%]+)?(;|$)/.test(String(headers['x-action-redirect'] ?? headers.location));
      const isRefused = isSentToSignIn || (status >= 400 && status < 500);
      expect([page, id, name, way, status, isRefused]).toEqual([page, id, name, way, status, true]);
      expect(body).not.toMatch(/use server|parseForm|registerServerReference|async function|node_modules/);
    }
  });
}

/** The shapes of the advisories of React and Next.js (CVE-2025-55182, -55183, -55184, -67779, CVE-2026-23870), by what they try. */
function payloads(id: string): Record<string, [string, string][]> {
  const call = (bound: string): string => JSON.stringify({ id, bound });
  // A thenable, as the advisory has it; named apart, because nothing here must take it for a promise.
  const gadget = {
    ['the' + 'n']: '$1:__proto__:then',
    status: 'resolved_model',
    reason: -1,
    value: '{"then":"$B1337"}',
    _response: {
      _prefix: "process.mainModule.require('node:fs').writeFileSync('/tmp/return-key-was-here','');",
      _chunks: '$Q2',
      _formData: { get: '$1:constructor:constructor' },
    },
  };
  return {
    'a gadget that would run code': [
      ['0', JSON.stringify(gadget)],
      ['1', '"$@0"'],
      ['2', '[]'],
    ],
    'a bound gadget': [
      ['0', call('$@1')],
      ['1', JSON.stringify([gadget])],
      ['2', '"$@1"'],
    ],
    'the prototype': [
      ['0', call('$1:__proto__:constructor:constructor')],
      ['1', '["x"]'],
    ],
    'a polluted prototype': [
      ['0', '{"__proto__":{"id":"x","bound":null}}'],
      ['1', '{"constructor":{"prototype":{"a":1}}}'],
    ],
    'a circle': [
      ['0', '"$@0"'],
      ['1', '"$@0"'],
    ],
    'a circle of two': [
      ['0', call('$@1')],
      ['1', '["$@2"]'],
      ['2', '["$@1"]'],
    ],
    'a reference to nothing': [
      ['0', call('$@77')],
      ['1', '["$77:a:b"]'],
    ],
    'the action itself as text': [
      ['0', `["$F1"]`],
      ['1', JSON.stringify({ id, bound: null })],
    ],
    depth: [
      ['0', `${'['.repeat(8000)}${']'.repeat(8000)}`],
      ['1', '[]'],
    ],
    'a long path': [
      ['0', `"$1${':a'.repeat(8000)}"`],
      ['1', '{"a":"$@1"}'],
    ],
    'a large number': [
      ['0', `["$n${'9'.repeat(20_000)}"]`],
      ['1', '[]'],
    ],
    'many of a kind': [
      ['0', `[${Array(4000).fill('"$@1"').join()}]`],
      ['1', '[]'],
    ],
    'a form inside': [
      ['0', '["$K1"]'],
      ['1', '[]'],
      ['1_email', 'x'],
      ['_1_password', 'x'],
    ],
    'a map, a set, a stream': [
      ['0', '["$Q1","$W1","$i1","$R1","$X1"]'],
      ['1', '[["a",["b"]]]'],
    ],
    'no JSON': [
      ['0', '{'],
      ['1', '\0'],
    ],
    'another id': [
      ['0', JSON.stringify({ id: 'constructor', bound: null })],
      ['1', '[]'],
    ],
    'an id that is no text': [
      ['0', '{"id":{"toString":"$1"},"bound":[]}'],
      ['1', '[]'],
    ],
  };
}
