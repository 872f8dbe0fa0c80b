import { describe, expect, test } from 'vitest';
import { EnvironmentIncomplete, readEnv } from './env';

const complete = {
  DATABASE_URL: 'postgres://user:password@db.example:5432/app',
  APP_URL: 'https://accounts.example.com',
  AUTH_SECRET: 'kJ8s-2mfPq0z_7RtYw1LbNcXvDhGe4Ua',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
  EMAIL_FROM: 'Return Key <no-reply@example.com>',
  SMTP_URL: 'smtps://user:pass@mail.example:465',
};

/** The problems reported for the complete environment with these changes. */
function problemsOf(variables: Record<string, string | undefined>): string[] {
  try {
    readEnv({ ...complete, ...variables });
    return [];
  } catch (error) {
    if (!(error instanceof EnvironmentIncomplete)) throw error;
    return [...error.problems];
  }
}
const namesOf = (variables: Record<string, string | undefined>) => [
  ...new Set(problemsOf(variables).map((problem) => problem.split(':')[0])),
];

test('the required settings are enough; the others have defaults', () => {
  expect(readEnv(complete)).toMatchObject({
    ...complete,
    AUTH_SECRET_PREVIOUS: [],
    TRUSTED_PROXIES: 0,
    PASSWORD_MIN_LENGTH: 15,
    BCRYPT_COST: 12,
    BREACH_CHECK_URL: 'https://api.pwnedpasswords.com/range/',
    MAIL_HOURLY_BUDGET: 5000,
    RATE_LIMIT_FACTOR: 1,
  });
});

test('an empty environment reports all problems at once, each with a fix', () => {
  const error = catchError(() => readEnv({}));
  expect(error.problems.map((problem) => problem.split(':')[0])).toEqual([
    ...['DATABASE_URL', 'APP_URL', 'AUTH_SECRET', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY', 'EMAIL_FROM', 'SMTP_URL'],
  ]);
  for (const problem of error.problems) expect(problem).toMatch(/^[A-Z_]+: is not set.*; \S/);
  for (const problem of error.problems) expect(error.message).toContain(problem);
  expect(error.message).toContain('.env.example');
});

test('wrong values are reported together with missing ones', () => {
  expect(
    namesOf({
      APP_URL: 'example.com',
      AUTH_SECRET: 'short',
      EMAIL_FROM: undefined,
      TRUSTED_PROXIES: 'two',
      EMAIL_USER: 'a',
    }),
  ).toEqual(['APP_URL', 'AUTH_SECRET', 'EMAIL_FROM', 'TRUSTED_PROXIES', 'EMAIL_PASS']);
});

test('the message never contains a value, which may be a secret', () => {
  const secret = 'hunter2-hunter2';
  const variables = {
    DATABASE_URL: secret,
    AUTH_SECRET: secret,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: secret,
    CRON_SECRET: 'hunter2',
  };
  expect(namesOf(variables)).toEqual(Object.keys(variables));
  expect(problemsOf(variables).join()).not.toContain('hunter2');
});

test('white space and quotes that shells and hosts put around a value are removed', () => {
  const { CRON_SECRET, RESEND_API_KEY, DATABASE_URL, AUTH_SECRET_PREVIOUS } = readEnv({
    ...complete,
    CRON_SECRET: '0123456789abcdef\n',
    RESEND_API_KEY: '"re_123"',
    DATABASE_URL: " 'postgres://user:p%2Fw@one:5432,[::1]:5433/name?options=a@b' ",
    AUTH_SECRET_PREVIOUS: '',
  });
  expect([CRON_SECRET, RESEND_API_KEY, AUTH_SECRET_PREVIOUS]).toEqual(['0123456789abcdef', 're_123', []]);
  expect(DATABASE_URL).toBe('postgres://user:p%2Fw@one:5432,[::1]:5433/name?options=a@b');
});

test('AUTH_SECRET is used byte for byte, because all keys are derived from it', () => {
  expect(readEnv({ ...complete, AUTH_SECRET: `${complete.AUTH_SECRET}\n` }).AUTH_SECRET).toBe(
    `${complete.AUTH_SECRET}\n`,
  );
});

test('an empty variable counts as not set', () => {
  expect(namesOf({ DATABASE_URL: '', EMAIL_FROM: '  ' })).toEqual(['DATABASE_URL', 'EMAIL_FROM']);
  expect(readEnv({ ...complete, PASSWORD_MIN_LENGTH: '' }).PASSWORD_MIN_LENGTH).toBe(15);
});

describe('APP_URL', () => {
  test.each([
    ['https://accounts.example.com', 'https://accounts.example.com'],
    ['https://accounts.example.com/', 'https://accounts.example.com'],
    ['https://EXAMPLE.com:443', 'https://example.com'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is read as %s', (given, read) => {
    expect(readEnv({ ...complete, APP_URL: given }).APP_URL).toBe(read);
  });

  test.each([
    ...[
      'http://accounts.example.com',
      'http://192.168.0.7',
      'http://localhost.example.com',
      'http://127.0.0.1.example.com',
    ],
    ...[
      'https://example.com/app',
      'https://example.com?x',
      'https://user@example.com',
      'ftp://example.com',
      'https://signin.example.com',
      'example.com',
    ],
  ])('%s is refused', (given) => {
    expect(namesOf({ APP_URL: given })).toEqual(['APP_URL']);
  });
});

describe('sign-in with another site', () => {
  const google = { AUTH_GOOGLE_ID: 'id', AUTH_GOOGLE_SECRET: 'secret' };
  const oidc = {
    AUTH_OIDC_ISSUER: 'https://id.example.com/realms/one',
    AUTH_OIDC_ID: 'id',
    AUTH_OIDC_SECRET: 'secret',
  };

  test('needs all settings of a provider, or none', () => {
    expect(namesOf({ ...google, ...oidc, AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret' })).toEqual([]);
    expect(namesOf({ AUTH_GOOGLE_ID: 'id' })).toEqual(['AUTH_GOOGLE_SECRET']);
    expect(namesOf({ AUTH_GITHUB_SECRET: 'secret' })).toEqual(['AUTH_GITHUB_ID']);
    expect(namesOf({ AUTH_OIDC_ID: 'id' })).toEqual(['AUTH_OIDC_ISSUER', 'AUTH_OIDC_SECRET']);
  });

  test.each(['id.example.com', 'http://id.example.com', 'ftp://id.example.com', 'https://'])(
    '%s is refused as an issuer: what it says is believed because of TLS',
    (issuer) => {
      expect(namesOf({ ...oidc, AUTH_OIDC_ISSUER: issuer })).toEqual(['AUTH_OIDC_ISSUER']);
    },
  );

  test.each(['http://github.example.com', 'https://github.example.com/path', 'github'])(
    '%s is refused as a GitHub of one’s own',
    (url) => {
      expect(namesOf({ AUTH_GITHUB_URL: url })).toEqual(['AUTH_GITHUB_URL']);
    },
  );
});

describe('secrets', () => {
  const good = complete.AUTH_SECRET;
  test.each(['x'.repeat(31), 'a'.repeat(64), 'changeme'.repeat(5), good.slice(1)])(
    '%j is refused as AUTH_SECRET',
    (secret) => {
      expect(namesOf({ AUTH_SECRET: secret })).toEqual(['AUTH_SECRET']);
    },
  );

  test('AUTH_SECRET_PREVIOUS is a list, each entry checked like AUTH_SECRET', () => {
    expect(readEnv({ ...complete, AUTH_SECRET_PREVIOUS: `${good}1, ${good}2,` }).AUTH_SECRET_PREVIOUS).toEqual([
      `${good}1`,
      `${good}2`,
    ]);
    expect(namesOf({ AUTH_SECRET_PREVIOUS: `${good},short` })).toEqual(['AUTH_SECRET_PREVIOUS']);
  });

  test('RESEND_WEBHOOK_SECRET is a comma-separated list, each entry as Resend shows it', () => {
    const whsec = `whsec_${'aB3+'.repeat(8)}`;
    expect(
      readEnv({ ...complete, RESEND_WEBHOOK_SECRET: `${whsec}, ${whsec}aB3=` }).RESEND_WEBHOOK_SECRET,
    ).toHaveLength(2);
    for (const wrong of ['re_123', 'whsec_', `"${whsec}`, whsec.slice(0, -3), whsec.slice(0, 20)])
      expect(namesOf({ RESEND_WEBHOOK_SECRET: `${whsec},${wrong}` })).toEqual(['RESEND_WEBHOOK_SECRET']);
  });

  test.each([16, 31, 33])('an action encryption key of %i bytes is refused', (bytes) => {
    const key = Buffer.alloc(bytes, 1).toString('base64');
    expect(namesOf({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key })).toEqual(['NEXT_SERVER_ACTIONS_ENCRYPTION_KEY']);
  });

  // Next.js reads it from the environment itself, so nothing is taken off.
  const key = Buffer.alloc(32, 0xfb).toString('base64');
  test.each([`"${key}"`, `'${key}'`, key.replaceAll('+', '-').replaceAll('/', '_'), key.slice(0, -2), `${key}x`])(
    '%s is refused as the action encryption key, because forms would fail with it',
    (given) => {
      expect(problemsOf({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: given })).toEqual([
        expect.stringMatching(/^NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: must be 32 bytes in base64, without quotes/),
      ]);
    },
  );

  test('the action encryption key may end in a line end', () => {
    expect(namesOf({ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: `${key}\n` })).toEqual([]);
  });
});

describe('email', () => {
  test.each([{ SMTP_URL: 'smtp://x' }, { EMAIL_USER: 'a', EMAIL_PASS: 'b' }, { RESEND_API_KEY: 're_1' }])(
    'can be sent with %j',
    (way) => {
      expect(namesOf({ SMTP_URL: undefined, ...way })).toEqual([]);
    },
  );

  test('needs at least one way to send it', () => {
    expect(problemsOf({ SMTP_URL: undefined })).toEqual([
      expect.stringMatching(/SMTP_URL.*EMAIL_USER.*RESEND_API_KEY/),
    ]);
  });

  test('needs EMAIL_USER and EMAIL_PASS together', () => {
    expect(namesOf({ EMAIL_USER: 'a' })).toEqual(['EMAIL_PASS']);
    expect(namesOf({ EMAIL_PASS: 'a' })).toEqual(['EMAIL_USER']);
  });

  test.each([
    ...['nobody', 'a@b\r\nBcc: c@d.test', 'Return Key no-reply', 'a@b.test, c@d.test', 'a@b.test <c@d.test>'],
    ...['Key, Return <a@b.test>', 'Return Key <a@b.test> <c@d.test>', 'Return Key <a@b.test', 'a b@c.test'],
  ])('%j is refused as sender', (sender) => {
    expect(namesOf({ EMAIL_FROM: sender })).toEqual(['EMAIL_FROM']);
  });

  test.each([
    'a@b.test',
    '<a@b.test>',
    "Ada's Shop <a@b.test>",
    '"Key, Return" <a@b.test>',
    'Return Key (staging) <a@b.test>',
  ])('%j is accepted as sender', (sender) => {
    expect(namesOf({ EMAIL_FROM: sender })).toEqual([]);
  });
});

describe.each([
  ['DATABASE_URL', 'postgres'],
  ['SMTP_URL', 'smtp'],
])('user and password in %s', (name, scheme) => {
  test.each([
    ['?', '%3F', 'user:pa?ss@host/name'],
    ['?', '%3F', 'user:12?34@host/name'],
    ['?', '%3F', 'user:p@s?s@host/name'],
    ['#', '%23', 'user:pa#ss@host/name'],
    ['#', '%23', 'user:12#34@host/name'],
    ['/', '%2F', 'user:pa/ss@host/name'],
    ['/', '%2F', 'user:12/34@host/name'],
    ['/', '%2F', 'user:p@s/s@host/name'],
    ['%', '%25', 'user:100%@host/name'],
  ])('a %s has to be written as %s: %s', (sign, written, rest) => {
    expect(problemsOf({ [name]: `${scheme}://${rest}` })).toEqual([
      `${name}: has a ${sign} in the user or password; write it as ${written}`,
    ]);
  });

  test.each([
    ...['host', 'host:5432', '[::1]:5432', 'user@host', 'user:password@host', 'user:password@[::1]:5432', 'host?x=a@b'],
    ...['user:%2F%3F%23%25%40@host', 'user:p@ss@host', 'me@example.com:password@host', 'u:p@host?options=a@b'],
  ])('%s is complete', (rest) => {
    expect(problemsOf({ [name]: `${scheme}://${rest}` })).toEqual([]);
  });
});

test.each(['postgres://one:5432,[::1]:5433/name?options=a@b', 'postgres://u:p@one,two:5432/name?sslmode=verify-full'])(
  '%s is complete',
  (url) => expect(problemsOf({ DATABASE_URL: url })).toEqual([]),
);

test('RATE_LIMIT_FACTOR is refused where strangers come from: at an https address', () => {
  expect(problemsOf({ RATE_LIMIT_FACTOR: '100' })).toEqual([
    expect.stringMatching(/^RATE_LIMIT_FACTOR: .*; remove it/),
  ]);
  expect(namesOf({ RATE_LIMIT_FACTOR: '1' })).toEqual([]);
  expect(namesOf({ RATE_LIMIT_FACTOR: '100', APP_URL: 'http://localhost:3000' })).toEqual([]);
});

test.each([
  ['PASSWORD_MIN_LENGTH', '7'],
  ['PASSWORD_MIN_LENGTH', '12.5'],
  ['BCRYPT_COST', '9'],
  ['BCRYPT_COST', '31'],
  ['TRUSTED_PROXIES', '-1'],
  ['MAIL_HOURLY_BUDGET', '0'],
  ['RATE_LIMIT_FACTOR', '0'],
  ['BREACH_CHECK_URL', 'no'],
  ['CRON_SECRET', 'short'],
  ['CRON_SECRET', 'a secret of two\nlines'],
  ['CRON_SECRET', 'geheimnisträgerinnen'],
  ['RESEND_API_KEY', 're_ä'],
  ['DATABASE_URL', 'postgres://user:[YOUR-PASSWORD]@host/name'],
  ['DATABASE_URL', 'mysql://x'],
  ['SMTP_URL', 'mail.example.com'],
  ['SMTP_URL', 'smtp://:587'],
])('%s=%s is refused, with a fix', (name, value) => {
  expect(namesOf({ [name]: value })).toEqual([name]);
  // zod's own message.
  expect(problemsOf({ [name]: value }).join()).not.toMatch(/Invalid/);
});

function catchError(work: () => unknown): EnvironmentIncomplete {
  try {
    work();
  } catch (error) {
    if (error instanceof EnvironmentIncomplete) return error;
  }
  throw new Error('It was accepted.');
}
