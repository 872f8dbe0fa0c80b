import { expect, test } from 'vitest';
import { line, type ProblemsOf } from '@/lib/fields';
import { answer, type Refuse } from './answer';
import { untouched } from './form-state';

const secrets = ['password', 'currentPassword', 'confirm', 'newPassword', 'passkey', 'apiToken', 'client_secret'];

async function keptOf(entries: [string, string | Blob][]): Promise<Record<string, string>> {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  const { values } = await answer(untouched, form, async (_, refuse) => refuse.redisplay());
  return values;
}

test('a refused form keeps everything that was typed, also in fields that this application does not know', async () => {
  const typed: [string, string][] = [
    ['name', 'Ada'],
    ['email', 'ada@'],
    ['company', 'Analytical Engines'],
    ['vat-number', 'x'],
  ];
  expect(await keptOf(typed)).toEqual(Object.fromEntries(typed));
});

test('a refused form keeps no secret, no file and nothing of the framework', async () => {
  const hidden = secrets.map((name): [string, string] => [name, 'x']);
  const others: [string, string | Blob][] = [
    ['photo', new File(['x'], 'x.png')],
    ['$ACTION_ID_0', 'x'],
    ['$ACTION_1:0', 'x'],
    ['__proto__', 'x'],
  ];
  expect(await keptOf([...hidden, ...others, ['name', 'Ada']])).toEqual({ name: 'Ada' });
});

test('a refused form keeps a bounded amount', async () => {
  const many = await keptOf(Array.from({ length: 500 }, (_, at): [string, string] => [`field${at}`, 'x'.repeat(9000)]));
  expect(Object.keys(many)).toHaveLength(50);
  expect(many.field0).toHaveLength(2000);
});

const motto = line(100);

/** Checked by the compiler: each of these has to stay an error. */
export const uncompilable = (refuse: Refuse, problems: ProblemsOf<{ motto: typeof motto }>) => [
  // @ts-expect-error No dictionary has sentences for this field.
  refuse.fields(problems),
  // @ts-expect-error No sentence of a name says this.
  refuse.fields({ name: 'breached' }),
  // @ts-expect-error These are sentences about a form, not about a field.
  refuse.fields({ form: 'busy' }),
];
