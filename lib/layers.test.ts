import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listParts } from '@/e2e/labs/embed/closure';

// Who may import whom, as lib/README.md says. A cell is "yes", "–", or the only files that may be imported. The last column lists
// packages. The wings of lib import each other in one direction only: delivery, recovery, users, then mail, passwords and factors. Of
// lib/recovery, "port" is users.ts, all that a reset knows of users, and "ways back" are the files for those who have lost more.
const table = `
  from ↓ to →    | app | lib/web | lib/cli | lib/delivery | lib/operations | lib/recovery | ways back     | port | lib/users                   | lib/mail         | lib/passwords       | lib/factors | lib                             | words | emails  | db                                  | framework
  app            | yes | yes     | –       | worker       | readiness      | yes          | yes           | –    | yes                         | reports, webmail | passwords, strength | yes         | yes                             | yes   | –       | –                                   | yes
  lib/web        | –   | yes     | –       | tick, worker | –              | yes          | yes           | –    | yes                         | –                | pool                | yes         | yes                             | yes   | –       | –                                   | next, next-auth, react
  lib/cli        | –   | –       | yes     | support      | yes            | –            | –             | –    | yes                         | –                | –                   | –           | yes                             | –     | –       | migrate                             | –
  lib/delivery   | –   | –       | –       | yes          | retention      | yes          | yes           | –    | yes                         | yes              | –                   | –           | yes                             | yes   | yes     | yes                                 | –
  lib/operations | –   | –       | –       | –            | yes            | –            | –             | –    | –                           | yes              | imported            | –           | yes                             | brand | –       | yes                                 | –
  lib/recovery   | –   | –       | –       | –            | –              | yes          | –             | yes  | –                           | outbox           | yes                 | –           | yes                             | –     | –       | yes                                 | –
  ways back      | –   | –       | –       | –            | –              | standings    | yes           | –    | yes                         | outbox           | yes                 | yes         | yes                             | –     | –       | yes                                 | –
  port           | –   | –       | –       | –            | –              | –            | factor-proofs | yes  | credentials, waits, ways-in | –                | –                   | –           | audit, known-devices, requester | –     | –       | yes                                 | –
  lib/users      | –   | –       | –       | –            | –              | –            | –             | –    | yes                         | outbox           | yes                 | yes         | yes                             | –     | –       | yes                                 | –
  lib/mail       | –   | –       | –       | –            | –              | –            | –             | –    | –                           | yes              | –                   | –           | yes                             | –     | –       | yes                                 | –
  lib/passwords  | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | yes                 | –           | yes                             | yes   | –       | –                                   | –
  lib/factors    | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | yes         | yes                             | brand | –       | yes                                 | –
  lib            | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | yes                             | –     | –       | yes                                 | –
  words          | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | –                               | yes   | –       | –                                   | –
  emails         | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | –                               | yes   | yes     | –                                   | –
  db             | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | env, process                    | –     | –       | yes                                 | –
  entrance       | –   | yes     | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | –                               | –     | –       | –                                   | next
  e2e            | –   | –       | –       | –            | –              | –            | –             | –    | –                           | –                | –                   | –           | –                               | yes   | samples | connection, failure, index, migrate | –
`;

// Configuration comes from lib/env.ts, checked. These read or write process.env themselves, and why.
const readers: Record<string, string> = {
  'lib/env.ts': 'the one place',
  'lib/cli/token.ts': 'a demonstration that brings settings of its own',
  'lib/web/auth.ts': 'writes AUTH_URL, which next-auth reads',
  'lib/web/start-up.ts': 'ACTION_KEY_DIGEST, which the bundler replaces',
  'lib/process.ts': 'NODE_ENV, which the bundler replaces',
  'lib/cli/development.ts': 'completes the settings before they are read',
  'instrumentation.ts': 'NEXT_RUNTIME, which the bundler replaces',
  'next.config.ts': 'runs before the application',
  'e2e/dev/postgres/cluster.ts': 'hands its environment on to the programs of PostgreSQL',
  'e2e/': 'starts the application and makes its environment',
};

const files = ['app', 'lib', 'emails', 'db', 'e2e']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)))
  .concat('proxy.ts', 'instrumentation.ts', 'next.config.ts')
  .map((file) => file.replaceAll('\\', '/'))
  // Another application, with rules of its own.
  .filter((file) => /\.tsx?$/.test(file) && !isTest(file) && !file.startsWith('e2e/labs/embed/application/'));
const texts = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const imports = files.flatMap((from) => listImports(from).map((name) => ({ from, name, to: resolve(from, name) })));

describe('the layout', () => {
  test('imports only what its table allows', () => {
    expect(imports.length).toBeGreaterThan(files.length);
    expect(imports.flatMap(findBreach)).toEqual([]);
  });

  test('has no file outside of its rooms, and no room that is empty', () => {
    const found = new Set(files.filter((file) => file !== 'next.config.ts').map(roomOf));
    expect([...found].sort()).toEqual([...rules.keys()].sort());
  });

  test('knows users in one file of a reset: the rest of it reads only tables of its own', () => {
    const core = files.filter((file) => roomOf(file) === 'lib/recovery');
    const tables = core.flatMap((file) =>
      [...(texts.get(file) ?? '').matchAll(/import (?:type )?\{([^}]*)\} from '@\/db\/schema'/g)].map(([, names]) =>
        names?.trim(),
      ),
    );
    expect(core).toHaveLength(6);
    expect(new Set(tables)).toEqual(new Set(['resets']));
  });

  test('resolves every import of its own', () => {
    expect(imports.filter(({ name, to }) => isOurs(name) && !to).map(({ from, name }) => `${from}: ${name}`)).toEqual(
      [],
    );
  });

  test('can do without the folder of second factors: nothing outside imports from it', () => {
    const folder = 'app/account/security/';
    const from = imports.filter((one) => one.to?.startsWith(folder) && !one.from.startsWith(folder));
    expect(imports.some((one) => one.to?.startsWith(folder))).toBe(true);
    expect(from.map((one) => `${one.from}: ${one.name}`)).toEqual([]);
  });

  test('has no circle of imports', () => {
    expect(findCircles()).toEqual([]);
  });

  test('reads process.env in one place', () => {
    const strangers = files.filter((file) => /process\.env|process\[/.test(texts.get(file) ?? ''));
    const allowed = Object.keys(readers);
    expect(
      strangers
        .filter((file) => !allowed.some((path) => file === path || (path.endsWith('/') && file.startsWith(path))))
        .map((file) => `${file} reads process.env: take the setting from env() of lib/env.ts`),
    ).toEqual([]);
    expect(allowed.filter((path) => !strangers.some((file) => file.startsWith(path)))).toEqual([]);
  });

  test('takes only cache from React in lib/web', () => {
    const found = files
      .filter((file) => roomOf(file) === 'lib/web')
      .flatMap((file) => [...(texts.get(file) ?? '').matchAll(/^import (.*) from 'react(?:-dom)?.*'/gm)]);
    expect(new Set(found.map(([, names]) => names))).toEqual(new Set(['{ cache }']));
  });

  test('has one form component that talks to actions', () => {
    expect(files.filter((file) => texts.get(file)?.includes('useActionState'))).toEqual(['app/_ui/form.tsx']);
  });

  test('keeps the helpers of tests out of the application', () => {
    expect(imports.filter(({ to }) => to && isTest(to)).map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });
});

test('a reset can be read in eight files of less than 500 lines', () => {
  const path = [
    'app/(auth)/forgot-password/page.tsx',
    'app/(auth)/forgot-password/actions.ts',
    'lib/recovery/reset-requests.ts',
    'lib/recovery/reset-links.ts',
    'emails/reset.ts',
    'app/(auth)/reset-password/[token]/route.ts',
    'app/(auth)/reset-password/actions.ts',
    'lib/recovery/resets.ts',
  ];
  const lines = path.map((file) => (texts.get(file) ?? '').trimEnd().split('\n').length);
  expect(path.filter((file) => !texts.has(file))).toEqual([]);
  expect(lines.reduce((sum, count) => sum + count)).toBeLessThan(500);
});

// Dictionaries of other languages come along, and do not count. A file more is a file more to own for each team that takes the recovery.
test('taking only the recovery takes no more files than it did', async () => {
  const paths = listParts().parts.map(({ path }) => path);
  const others = /^lib\/words\/(ar|de|es|fr|ja)\.ts$/;
  await expect(paths.filter((path) => !others.test(path)).join('\n')).toMatchFileSnapshot(
    '../e2e/labs/embed/files.txt',
  );
});

type Import = { from: string; name: string; to: string | null };

const [head = [], ...body] = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const rules = new Map(
  body.map(([room = '', ...cells]) => [room, new Map(cells.map((cell, i) => [head[i + 1], cell]))]),
);

function findBreach({ from, name, to }: Import): string[] {
  const room = roomOf(from);
  const target = to ? roomOf(to) : isFramework(name) ? 'framework' : null;
  if (!target || target === room || from === 'next.config.ts') return [];
  const rule = rules.get(room)?.get(target) ?? '–';
  const subject = to ? nounOf(to) : packageOf(name);
  if (rule === 'yes' || rule.split(', ').includes(subject)) return [];
  return [`${from} imports ${to ?? name}; the table says for ${room} → ${target}: ${rule}`];
}

// What `npm run eject` writes in place of a file is bound by the same rules.
function roomOf(path: string): string {
  const file = path.replace('e2e/labs/embed/own/', '');
  if (file === 'lib/recovery/users.ts') return 'port';
  if (/^lib\/recovery\/(disavowals|factor-attempts|factor-proofs|waits)\.ts$/.test(file)) return 'ways back';
  if (/^lib\/(words\/|brand\.ts)/.test(file)) return 'words';
  const room =
    /^(app|lib\/(?:web|cli|delivery|operations|recovery|users|mail|passwords|factors)|lib|emails|db|e2e)\//.exec(
      file,
    )?.[1];
  return room ?? (/^(proxy|instrumentation)\.ts$/.test(file) ? 'entrance' : file);
}

function listImports(file: string): string[] {
  const statement =
    /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+\.ts)['"]/g;
  return [...(texts.get(file) ?? '').matchAll(statement)].map(([, from, alone, url]) => from ?? alone ?? url ?? '');
}

function resolve(from: string, name: string): string | null {
  if (!isOurs(name)) return null;
  const path = name.startsWith('@/') ? name.slice(2) : posix.join(dirname(from), name);
  const endings = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];
  return endings.map((ending) => path + ending).find((file) => texts.has(file) || isTest(file)) ?? null;
}

/** Follows every import once; a file that is met again while it is still being followed closes a circle. */
function findCircles(): string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const follow = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const { from, to } of imports) if (from === file && to) follow(to, [...path, file]);
    done.add(file);
  };
  for (const file of files) follow(file, []);
  return circles;
}

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || /^lib\/testing(\.ts)?$/.test(file);
}

// Neither a style sheet nor a list of facts is a module of ours.
function isOurs(name: string): boolean {
  return /^(@\/|\.)/.test(name) && !/\.(css|json)$/.test(name);
}

function isFramework(name: string): boolean {
  return ['next', 'next-auth', 'react', 'react-dom'].includes(packageOf(name));
}

function packageOf(name: string): string {
  return name.split('/')[0] ?? name;
}

/** What a room calls a file, or the folder of it: delivery for lib/delivery/deliver.ts and for lib/delivery/compose.ts. */
function nounOf(file: string): string {
  const room = roomOf(file);
  const folder = { words: 'lib/', 'ways back': 'lib/recovery/', port: 'lib/recovery/' }[room] ?? `${room}/`;
  const [noun = ''] = file.replace('e2e/labs/embed/own/', '').replace(folder, '').split('/');
  return noun.replace(/\.tsx?$/, '');
}
