import { describe, expect, test } from 'vitest';
import { address, line, parseForm, password, personName, repeated, single, uuid } from './fields';

const read = (input: unknown) => {
  const result = address.safeParse(input);
  return result.success ? result.data : result.error.issues[0]?.message;
};

describe('an address', () => {
  test.each([
    ['  ada@example.com\t\n', 'ada@example.com', 'ada@example.com'],
    ['Ada@Example.COM', 'Ada@example.com', 'ada@example.com'],
    ['ada@example.com.', 'ada@example.com', 'ada@example.com'],
    // Copied from a link, a contact card, a list, a chat.
    ['mailto:ada@example.com', 'ada@example.com', 'ada@example.com'],
    ['<ada@example.com>', 'ada@example.com', 'ada@example.com'],
    ['Ada Lovelace <ada@example.com>;', 'ada@example.com', 'ada@example.com'],
    ['<MAILTO:ada@example.com>', 'ada@example.com', 'ada@example.com'],
    ['ada@example.com,', 'ada@example.com', 'ada@example.com'],
    ['\u200bada@example.com\u200b', 'ada@example.com', 'ada@example.com'],
    ['\u202aada@example.com\u202c', 'ada@example.com', 'ada@example.com'],
    ['\u2068\ufeffada@example.com\u00a0\u2069', 'ada@example.com', 'ada@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@XN--bcher-kva.example', 'ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['jose\u0301@example.com', 'jos\u00e9@example.com', 'jos\u00e9@example.com'],
    // NFC turns the Kelvin sign into a K, so the email goes to the address that it looks like.
    ['mi\u212ae@example.com', 'miKe@example.com', 'mike@example.com'],
    ['a+b@example.com', 'a+b@example.com', 'a+b@example.com'],
    ['foo.@docomo.ne.jp', 'foo.@docomo.ne.jp', 'foo.@docomo.ne.jp'],
    ["O'Brien@example.com", "O'Brien@example.com", "o'brien@example.com"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is mailed as %j and compared as %j', (input, typed, canonical) => {
    expect(read(input)).toEqual({ typed, canonical });
  });

  test.each([
    ['the dotless i', 'mike@example.com', 'mıke@example.com'],
    ['the long s', 'sam@example.com', '\u017fam@example.com'],
    ['sharp s', 'strasse@example.com', 'straße@example.com'],
    ['an accent', 'jose@example.com', 'josé@example.com'],
    ['a dotless i in the domain', 'ada@mike.example', 'ada@mıke.example'],
    ['a plus tag', 'a@example.com', 'a+b@example.com'],
  ])('with %s is a different address', (_, one, other) => {
    const [first, second] = [address.parse(one), address.parse(other)];
    expect(second.canonical).not.toBe(first.canonical);
    expect(second.typed).not.toBe(first.typed);
  });

  test.each([
    ...['foo', '@x.test', 'a@', 'a b@x.test', 'a@@x.test', 'a@x', 'a@.x.test', 'a@x..test', '.a@x.test', 'a@-x.test'],
    ...[
      'a@127.0.0.1',
      'a@[127.0.0.1]',
      'a@x.test,b@y.test',
      'a@x.test;b@y.test',
      'foo<bar>@x.test',
      'b@y.test <a@x.test>',
    ],
    ...['<a@x.test><b@y.test>', 'Ada, Bob <a@x.test>', 'Ada\r\n<a@x.test>', 'mailto:a@x.test?cc=b@y.test'],
    ...['"a"@x.test', 'a@x.test\r\nBcc: b@y.test', 'a\r\n@x.test', 'a@x.test\0', 'a\0b@x.test', 'a\u0007@x.test'],
    ...['b@y.test﹫x.test', 'a@x.test%0ab', 'a:b@x.test', 'a\\b@x.test'],
    ...['a(comment)@x.test', 'a@x.test/path', 'a@x.test?y', 'a@x_y.test', `${'a'.repeat(65)}@x.test`],
  ])('%j is malformed', (input) => {
    expect(read(input)).toBe('malformed');
  });

  test.each(['a@x\u200b.test', 'a\u202eb@x.test', 'a\u00add@x.test', 'ada@\u2060x.test'])(
    '%j has a character that the person cannot see, and is told so',
    (input) => {
      expect(read(input)).toBe('invisible');
    },
  );

  test.each(['b@y.test＠x.test', 'a＠x.test'])('%j is told to be full-width', (input) => {
    expect(read(input)).toBe('fullWidth');
  });

  test.each([undefined, null, 7, {}, ['a@x.test', 'b@y.test'], true, '', '   '])('%j is missing', (input) => {
    expect(read(input)).toBe('missing');
  });

  test.each([
    `a@${`${'x'.repeat(60)}.`.repeat(5)}test`,
    `a@a.${'a.'.repeat(125)}test`,
    'x'.repeat(1_000_000),
    `a@${'a.'.repeat(10_000)}test`,
    `${'é'.repeat(2001)}@x.test`,
  ])('that is too long is refused (%#)', (input) => {
    expect(['tooLong', 'malformed']).toContain(read(input));
  });

  test('of 254 octets is accepted, of 255 refused', () => {
    const local = 'a'.repeat(64);
    const domain = (length: number) => `${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(length)}`;
    expect(read(`${local}@${domain(6)}`)).toMatchObject({ typed: expect.any(String) });
    expect(Buffer.byteLength(`${local}@${domain(6)}`)).toBe(254);
    expect(read(`${local}@${domain(7)}`)).toBe('tooLong');
  });
});

test('a line may be empty where it is optional, and is a line like any other then', () => {
  const optional = line(5, { isOptional: true });
  expect([optional.parse(' '), optional.parse(' abc ')]).toEqual(['', 'abc']);
  expect(optional.safeParse('abcdef').error?.issues[0]?.message).toBe('tooLong');
  expect(line(5).safeParse(' ').error?.issues[0]?.message).toBe('missing');
});

describe('a name', () => {
  test.each([
    ['  Ada  ', 'Ada'],
    ["Zoë O'Neill-Šarić", "Zoë O'Neill-Šarić"],
    ['寿司', '寿司'],
    ['👩🏽‍🚀'.repeat(20), '👩🏽‍🚀'.repeat(20)],
    [
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
      '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}',
    ],
    ['X', 'X'],
    ['…', '…'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['علی\u200cرضا', 'علی\u200cرضا'],
    ['क्षत्रिय', 'क्षत्रिय'],
    ['\u202eadA', '\u202eadA'],
    // A letter of a script that is newer than this Node.js.
    ['\u{1E6C0}', '\u{1E6C0}'],
    [`z${'\u0317'.repeat(99)}`, `z${'\u0317'.repeat(99)}`],
  ])('%j is kept', (input, kept) => {
    expect(personName.parse(input)).toBe(kept);
  });

  test.each([
    ['', 'missing'],
    ['   ', 'missing'],
    [undefined, 'missing'],
    ['Eve\r\nBcc: a@evil.test', 'malformed'],
    ['Eve\0', 'malformed'],
    ['Eve\u2028Bob', 'malformed'],
    ['half \ud83d', 'malformed'],
    ['x'.repeat(101), 'tooLong'],
    ['x'.repeat(1_000_000), 'tooLong'],
  ])('%j is refused as %s', (input, problem) => {
    expect(personName.safeParse(input).error?.issues[0]?.message).toBe(problem);
  });

  test.each([
    ...['\u3164', '\u2800 \u2800', '\u200b', '\u00ad', '\u202e\u202c', '\ufe0f', '\u115f\u1160', '\uffa0', '\u{1D159}'],
    ...['\u0301'.repeat(3), '\u200d\u0301', '\u{E0020}', '\u180e', '\u2060\u3000', '\u{E0100}'],
  ])('%j, of which nothing is seen, is missing', (input) => {
    expect(personName.safeParse(input).error?.issues[0]?.message).toBe('missing');
  });

  test.each([
    'M\ufffdller',
    '\ufffe',
    'Ada\uffff',
    '\ufdd0',
    'Ada \u{1FFFE}',
    '\ue000',
    'Ada \uf8ff',
    '\u{F0000}',
    'Ada \ufffc',
  ])('%j, with something that means nothing, is malformed', (input) => {
    expect(personName.safeParse(input).error?.issues[0]?.message).toBe('malformed');
  });
});

describe('a form', () => {
  const form = (...entries: [string, string | File][]) => {
    const data = new FormData();
    for (const [name, value] of entries) data.append(name, value);
    return data;
  };
  const secret = 'violet canoe, seven lamps';

  test('returns the requested fields, parsed, and no others', () => {
    const given = form(
      ['email', ' Ada@example.com '],
      ['password', secret],
      ['role', 'admin'],
      ['id', '1'],
      ['$ACTION_ID_x', ''],
    );
    expect(parseForm({ email: address, password }, given)).toEqual({
      ok: true,
      fields: { email: { typed: 'Ada@example.com', canonical: 'ada@example.com' }, password: secret },
    });
  });

  test('reports one problem for each field, all at once', () => {
    const given = form(['email', 'nobody'], ['name', '']);
    expect(parseForm({ email: address, name: personName, password }, given)).toEqual({
      ok: false,
      problems: { email: 'malformed', name: 'missing', password: 'missing' },
    });
  });

  test('treats a field sent twice or as a file as missing', () => {
    const file = new File([secret], 'password.txt');
    expect(single(form(['email', 'a@x.test'], ['email', 'b@y.test']), 'email')).toBeUndefined();
    expect(single(form(['password', file]), 'password')).toBeUndefined();
    expect(single(form(['email[]', 'a@x.test'], ['email[$ne]', '']), 'email')).toBeUndefined();
    const given = form(['email', 'a@x.test'], ['email', 'b@y.test'], ['password', file]);
    expect(parseForm({ email: address, password }, given)).toMatchObject({
      problems: { email: 'missing', password: 'missing' },
    });
  });

  test('checks the repeated password if it was sent', () => {
    const check = (...entries: [string, string][]) => {
      const given = form(['password', secret], ...entries);
      return parseForm({ password, confirm: repeated(given) }, given);
    };
    expect(check().ok).toBe(true);
    expect(check(['confirm', secret]).ok).toBe(true);
    expect(check(['confirm', `${secret} `])).toMatchObject({ problems: { confirm: 'mismatch' } });
    expect(check(['confirm', ''])).toMatchObject({ problems: { confirm: 'mismatch' } });
    expect(check(['confirm', secret], ['confirm', 'other'])).toMatchObject({ problems: { confirm: 'mismatch' } });
  });

  test.each(['', 'x', "1' or '1'='1", '99999999999999999999', '00000000-0000-0000-0000-00000000000g'])(
    '%j is refused as identifier',
    (input) => {
      expect(parseForm({ id: uuid }, form(['id', input])).ok).toBe(false);
    },
  );
});

test('a password keeps its spaces, and a blank one is missing', () => {
  expect(password.parse('  x  ')).toBe('  x  ');
  expect(password.safeParse('').error?.issues[0]?.message).toBe('missing');
  expect(password.safeParse(undefined).error?.issues[0]?.message).toBe('missing');
});
