import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Refusal } from './records';
import { type Row, readRows } from './rows';

/** The addresses and refusals that are read from the chunks of a file. */
async function read(...chunks: (string | Buffer)[]): Promise<string[]> {
  const found: string[] = [];
  for await (const part of readRows(Readable.from(chunks.map((chunk) => Buffer.from(chunk)))))
    if (!('format' in part)) found.push(shorten(part));
  return found;
}

const shorten = (part: Row | Refusal) => ('reason' in part ? `${part.at}: ${part.reason}` : part.address.typed);
const user = (n: number, more: object = {}) => JSON.stringify({ email: `u${n}@example.test`, ...more });
const isMalformed = 'the email address is malformed';

describe('rows of CSV', () => {
  const csv = (...rows: string[]) => `name,email,passwordHash\n${rows.join('\n')}\n`;

  test('with a NUL, a control character or a look-alike in the address are refused, and the others are read', async () => {
    const rows = [
      'Ada,a\0da@example.test,',
      'A\0da,ada@example.test,',
      'Ada,ada＠example.test,',
      'Ada,a\u200Bda@example.test,',
      'Ada,<b@x.test>c@x.test,',
      'Ada,ok@example.test,',
    ];
    expect(await read(csv(...rows))).toEqual([
      `2: ${isMalformed}`,
      '3: the name is malformed: it contains control or unknown characters, or a line break',
      '4: the email address is malformed: it contains full-width characters',
      '5: the email address is malformed: it contains an invisible character',
      `6: ${isMalformed}`,
      'ok@example.test',
    ]);
  });

  test('may be long, with a value that is not read; one of more than a million characters ends the reading', async () => {
    const row = (length: number) => `Ada,ada@example.test,,${'x'.repeat(length)}`;
    const text = (length: number) => `name,email,passwordHash,metadata\n${row(length)}\nAda,next@example.test,,\n`;
    expect(await read(text(900_000))).toEqual(['ada@example.test', 'next@example.test']);
    await expect(read(text(1_100_000))).rejects.toThrow(/Max Record Size.*line.*fix the line/);
  });
});

describe('users of JSON', () => {
  const files = {
    lines: [user(1), user(2), user(3)].join('\r\n'),
    'an array': `[\n${user(1)},\n ${user(2)} ,${user(3)}]\n`,
    'an object with an array': `{"kind":"a [","x":{"users":[{"email":"no@x.test"}]},"users" : [${user(1)},${user(2)},${user(3)}],"y":[{"email":"no@x.test"}]}`,
    'objects one after another':
      JSON.stringify(JSON.parse(user(1)), null, 2) + JSON.stringify(JSON.parse(user(2)), null, 2) + user(3),
    'two arrays': `[${user(1)}]\n[${user(2)},${user(3)}]`,
    'two objects with arrays': `{"users":[${user(1)}]}\n{"users":[${user(2)},${user(3)}]}`,
  };
  const all = ['u1@example.test', 'u2@example.test', 'u3@example.test'];

  test.each(Object.entries(files))('in %s are read, wherever the chunks of the file end', async (_, text) => {
    const bytes = Buffer.from(text);
    expect(await read(bytes)).toEqual(all);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 12 }),
        async (cuts) => {
          const ends = [0, ...cuts.sort((a, b) => a - b), bytes.length];
          expect(await read(...ends.slice(1).map((end, i) => bytes.subarray(ends[i], end)))).toEqual(all);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('whatever their values hold, are told apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 1 }), async (values) => {
        const users = values.map((metadata, n) => ({ email: `u${n}@example.test`, metadata }));
        const expected = users.map(({ email }) => email);
        expect(await read(JSON.stringify(users))).toEqual(expected);
        expect(await read(JSON.stringify({ users }, null, 1))).toEqual(expected);
        expect(await read(users.map((one) => JSON.stringify(one)).join('\n'))).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  test('that are broken or too long are refused, and the others are read', async () => {
    const long = user(2, { metadata: 'x'.repeat(1_100_000) });
    const broken = '{"email": u4@example.test}';
    const expected = [
      'u1@example.test',
      '2: is longer than 1000000 characters',
      'u3@example.test',
      '4: is not valid JSON',
      'u5@example.test',
    ];
    const users = [user(1), long, user(3), broken, user(5)];
    expect(await read(`[${users.join(',')}]`)).toEqual(expected);
    expect(await read(users.join('\n'))).toEqual(expected);
    expect(await read([user(1), '{"email": "', user(3), '"x"'].join('\n'))).toEqual([
      'u1@example.test',
      '2: is not valid JSON',
      'u3@example.test',
      '4: is no object',
    ]);
  });

  test.each([
    ['that is cut off', `[${user(1)},{"email":"u2@exam`, /ends inside user 2/],
    ['whose array does not close', `[${user(1)},${user(2)}`, /ends after user 2/],
    ['with something else between users', `[${user(1)}, 7, ${user(2)}]`, /After user 1.*: , 7,/],
    ['whose brackets close too often', `[${user(1)}]]`, /closed after user 1/],
    ['without users', '{"users":[]}', /no users/],
    ['of other things', '[{"id":1}]', /first user has no email. Its fields: id/],
  ])('in a file %s are read up to there, and the place is named', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

test('a compressed file is refused with the way to unpack it', async () => {
  await expect(read(Buffer.from([0x1f, 0x8b, 8, 0]))).rejects.toThrow(/compressed.*gunzip/);
});
