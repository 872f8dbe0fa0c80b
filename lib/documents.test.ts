import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { languages } from '@/lib/words';

// What the documents say and the code knows too. A sentence can only be read; names and lists can be compared.
const [readme, domain, security, example, faults, bench] = [
  'README.md',
  'lib/README.md',
  'SECURITY.md',
  '.env.example',
  'e2e/labs/faults/README.md',
  'e2e/labs/bench/README.md',
].map((file) => readFileSync(file, 'utf8')) as [string, string, string, string, string, string];
const { scripts, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));

test('every command is in the README, and every command of a document is there', () => {
  const named = [readme, domain, security, faults, bench].flatMap((text) =>
    [...text.matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name),
  );
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const table = readme.slice(readme.indexOf('## Commands'));
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
  const places = [...rules.matchAll(/`([\w/]+(?:\.ts|\/))`/g)].map(([, place = '']) => place);
  expect(places.length).toBeGreaterThan(30);
  expect(places.filter((place) => !existsSync(`lib/${place}`) && !existsSync(place))).toEqual([]);
});

test('every language is named', () => {
  const english = new Intl.DisplayNames('en', { type: 'language' });
  const part = readme.slice(readme.indexOf('## Languages'), readme.indexOf('## What it does not do'));
  expect(languages.map(({ locale }) => english.of(locale) ?? locale).filter((name) => !part.includes(name))).toEqual(
    [],
  );
});
