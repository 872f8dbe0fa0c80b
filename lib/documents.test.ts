import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { languages } from '@/lib/words';

// What the documents say and the code knows too. A sentence can only be read; names and lists can be compared.
const [readme, operations, domain, changelog, security, example, faults, bench] = [
  'README.md',
  'lib/cli/README.md',
  'lib/README.md',
  'CHANGELOG.md',
  'SECURITY.md',
  '.env.example',
  'e2e/labs/faults/README.md',
  'e2e/labs/siege/README.md',
  'e2e/labs/bench/README.md',
].map((file) => readFileSync(file, 'utf8')) as [string, string, string, string, string, string, string, string];
const { scripts, dependencies, version } = JSON.parse(readFileSync('package.json', 'utf8'));

test('every command is in the table of operations, and every command of a document exists', () => {
  const named = [readme, operations, domain, security, faults, bench].flatMap((text) =>
    [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const table = operations.slice(operations.indexOf('## Commands'));
  expect(Object.keys(scripts).filter((name) => !new RegExp(`\`(npm (run )?)?${name}( [^\`]*)?\``).test(table))).toEqual(
    [],
  );
});

test('every setting is explained, in the README and in .env.example', () => {
  const settings = [...readFileSync('lib/env.ts', 'utf8').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name = '']) => name);
  expect(settings.length).toBeGreaterThan(15);
  const asked = settings.filter((name) => name !== 'VERCEL');
  expect(asked.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
  expect(asked.filter((name) => !new RegExp(`^(# )?${name}=`, 'm').test(example))).toEqual([]);
});

test('every package that runs has its reason', () => {
  const reasons = domain.slice(domain.indexOf('## Dependencies'), domain.indexOf('## What is written by hand'));
  const short = (name: string) => name.replace('@zxcvbn-ts/language', 'language');
  expect(Object.keys(dependencies).filter((name) => !reasons.includes(short(name)))).toEqual([]);
});

test('every rule is where the table says', () => {
  const rules = domain.slice(domain.indexOf('## Where a rule lives'), domain.indexOf('## Adding a language'));
  const places = [...rules.matchAll(/`([\w/-]+(?:\.ts|\/))`/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(30);
  expect(places.filter((place) => !existsSync(`lib/${place}`) && !existsSync(place))).toEqual([]);
});

test('the README is short, and its files and headings exist', () => {
  expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  const files = [...readme.matchAll(/`((?:app|lib|emails|e2e|db)\/[^`\s]*)`/g)].map(([, path = '']) => path);
  expect(files.length).toBeGreaterThan(20);
  expect(files.filter((path) => path !== 'app/dashboard/page.tsx' && !existsSync(path))).toEqual([]);
});

test('every link of a document leads to a file and a heading that exist', () => {
  const documents: Record<string, string> = {
    'README.md': readme,
    'lib/cli/README.md': operations,
    'CHANGELOG.md': changelog,
    'SECURITY.md': security,
  };
  const broken = Object.entries(documents).flatMap(([file, text]) =>
    [...text.matchAll(/\]\((?!https:)([^)#]*)(#[^)]*)?\)/g)]
      .filter(([, path = '', anchor = '']) => !leadsTo(path ? join(dirname(file), path) : file, anchor))
      .map(([link]) => `${file}: ${link}`),
  );
  expect(broken).toEqual([]);
});

test('the newest version of the changelog is the one of package.json', () => {
  expect(/^## ([\d.]+)/m.exec(changelog)?.[1]).toBe(version);
});

test('every language is named', () => {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  const part = readme.slice(readme.indexOf('**Words.**'), readme.indexOf('**A field at registration**'));
  expect(languages.map(({ locale }) => english.of(locale) ?? locale).filter((name) => !part.includes(name))).toEqual(
    [],
  );
});

function leadsTo(file: string, anchor: string): boolean {
  if (!existsSync(file) || !anchor) return existsSync(file);
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
  return headings.includes(anchor.slice(1));
}
