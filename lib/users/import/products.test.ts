import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Refusal } from './records';
import { type Row, readRows } from './rows';

process.env.IMPORT_FIREBASE_HASH_CONFIG = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`;

// The samples are made by hand after each product's own documentation or exporter, which is named beside it.

/** Everything that is read from a file, in short. */
async function read(text: string | Buffer, format?: string) {
  let as = '';
  const found: unknown[] = [];
  for await (const part of readRows(Readable.from([Buffer.from(text)]), format)) {
    if ('format' in part) as = part.format.name;
    else found.push(shorten(part));
  }
  return { as, found };
}

function shorten(part: Row | Refusal) {
  if ('reason' in part) return `${part.at}: ${part.reason}`;
  const { profile, address, passwordHash, whyNone, isDisabled } = part;
  return [profile.name, address.typed, passwordHash ?? `none: ${whyNone}`, ...(isDisabled ? ['disabled'] : [])];
}

const bcrypt = (n: number) => `$2a$10$${String(n).repeat(53)}`;
const unverified = 'none: the email address is not verified';
const noPassword = 'none: there is no hash';

// clerk.com/docs, "Migrate from Clerk": the CSV of the dashboard.
test('Clerk: a CSV, in which an address is verified if it is in the list of the verified', async () => {
  const text = `id,first_name,last_name,username,primary_email_address,primary_phone_number,verified_email_addresses,unverified_email_addresses,verified_phone_numbers,unverified_phone_numbers,totp_secret,password_digest,password_hasher
user_1,Ada,Lovelace,ada,ada@example.test,,ada@example.test,,,,,${bcrypt(1)},bcrypt
user_2,Grace,,,Grace@example.test,+15555550100,"old@example.test, grace@example.test",,,,,,
user_3,,,eve,eve@example.test,,,eve@example.test,,,,${bcrypt(3)},bcrypt
user_4,Phone,Only,,,+15555550101,,,+15555550101,,,,
`;
  expect(await read(text)).toEqual({
    as: 'clerk',
    found: [
      ['Ada Lovelace', 'ada@example.test', bcrypt(1)],
      ['Grace', 'Grace@example.test', noPassword],
      ['eve', 'eve@example.test', unverified],
      '5: the email address is missing',
    ],
  });
});

describe('Auth0', () => {
  // auth0.com/docs, "Bulk User Import Database Schema and Examples".
  test('the file of a bulk import: an array, with hashes of its own and of others', async () => {
    const custom = (algorithm: string, value: string) => ({ algorithm, hash: { value, encoding: 'utf8' } });
    const users = [
      { email: 'ada@example.test', email_verified: true, name: 'Ada Lovelace', password_hash: bcrypt(1) },
      {
        email: 'grace@example.test',
        email_verified: true,
        given_name: 'Grace',
        family_name: 'Hopper',
        custom_password_hash: custom('bcrypt', bcrypt(2)),
      },
      { email: 'eve@example.test', nickname: 'eve', custom_password_hash: custom('bcrypt', bcrypt(3)) },
      { email: 'old@example.test', email_verified: true, name: 'old@example.test', blocked: true },
    ];
    const found = [
      ['Ada Lovelace', 'ada@example.test', bcrypt(1)],
      ['Grace Hopper', 'grace@example.test', bcrypt(2)],
      ['eve', 'eve@example.test', unverified],
      ['old', 'old@example.test', noPassword, 'disabled'],
    ];
    expect(await read(JSON.stringify(users))).toEqual({ as: 'auth0', found });
    expect(await read(JSON.stringify(users, null, 2))).toEqual({ as: 'auth0', found });
  });

  // auth0.com/docs, "Bulk User Exports", and "Export your data" for the file with hashes that its support makes.
  test('an export: an object on each line', async () => {
    const hashes = `{"_id":{"$oid":"1"},"email_verified":true,"email":"ada@example.test","passwordHash":"${bcrypt(1)}","tenant":"t","connection":"c"}
{"_id":{"$oid":"2"},"email_verified":false,"email":"eve@example.test","passwordHash":"${bcrypt(2)}","tenant":"t","connection":"c"}
`;
    expect(await read(hashes)).toEqual({
      as: 'auth0',
      found: [
        ['ada', 'ada@example.test', bcrypt(1)],
        ['eve', 'eve@example.test', unverified],
      ],
    });
    const job = '{"user_id":"auth0|1","email":"ada@example.test","name":"Ada","email_verified":true}\n';
    expect(await read(job)).toEqual({ as: 'auth0', found: [['Ada', 'ada@example.test', noPassword]] });
  });
});

// supabase.com/docs, "Migrating Auth Users": the table auth.users as CSV.
test('Supabase: a table with the name in JSON, with bans that may be over', async () => {
  const text = `id,aud,email,encrypted_password,email_confirmed_at,raw_user_meta_data,banned_until,deleted_at
1,authenticated,ada@example.test,${bcrypt(1)},2026-01-02 03:04:05.678+00,"{""full_name"": ""Ada Lovelace"", ""avatar_url"": ""x""}",,
2,authenticated,grace@example.test,,2026-01-02 03:04:05.678+00,"{""name"": ""Grace""}",2020-01-01 00:00:00+00,
3,authenticated,eve@example.test,${bcrypt(3)},,{},2999-01-01 00:00:00+00,
4,authenticated,gone@example.test,${bcrypt(4)},2026-01-02 03:04:05.678+00,{},,2026-02-02 00:00:00+00
5,authenticated,odd@example.test,${bcrypt(5)},2026-01-02 03:04:05.678+00,"{""full_name"": [1",infinity,
`;
  expect(await read(text)).toEqual({
    as: 'supabase',
    found: [
      ['Ada Lovelace', 'ada@example.test', bcrypt(1)],
      ['Grace', 'grace@example.test', noPassword],
      ['eve', 'eve@example.test', unverified, 'disabled'],
      '5: the account was deleted there',
      ['odd', 'odd@example.test', bcrypt(5), 'disabled'],
    ],
  });
});

describe('Firebase', () => {
  const [salt, hash] = [
    '42xEC+ixf3L2lw==',
    'lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==',
  ];

  const stored = expect.stringMatching(/^scrypt-firebase:16384:8:1\$42xEC.*\$lSrfV/);

  // firebase-tools, src/accountExporter.ts.
  test('a CSV without a line of names, in which each line ends with a comma', async () => {
    const row = (...[id, email, verified, name, disabled]: string[]) =>
      `${id},${email},${verified},${hash},${salt},${name},${',,,,,,,,,,,,,,,,'},1700000000000,1700000000001,,${disabled},,`;
    const text = [
      row('a1', 'ada@example.test', 'true', '"Lovelace, Ada"', 'false'),
      row('b2', 'eve@example.test', 'false', '', ''),
      row('c3', 'out@example.test', 'true', 'Out', 'true'),
      row('d4', '', 'false', '', ''),
    ];
    expect(await read(text.join('\n'))).toEqual({
      as: 'firebase',
      found: [
        ['Lovelace, Ada', 'ada@example.test', stored],
        ['eve', 'eve@example.test', unverified],
        ['Out', 'out@example.test', stored, 'disabled'],
        '4: the email address is missing',
      ],
    });
  });

  test('JSON with a list of users', async () => {
    const users = [
      { localId: 'a1', email: 'ada@example.test', emailVerified: true, passwordHash: hash, salt, displayName: 'Ada' },
      { localId: 'b2', email: 'eve@example.test', passwordHash: hash, salt },
      { localId: 'c3', email: 'out@example.test', emailVerified: true, disabled: true, providerUserInfo: [] },
    ];
    expect(await read(JSON.stringify({ users }, null, 2))).toEqual({
      as: 'firebase',
      found: [
        ['Ada', 'ada@example.test', stored],
        ['eve', 'eve@example.test', unverified],
        ['out', 'out@example.test', noPassword, 'disabled'],
      ],
    });
  });
});

// keycloak.org, "Importing and exporting realms", and the classes PasswordCredentialData and PasswordSecretData.
test('Keycloak: a realm, with credentials as JSON in JSON', async () => {
  const key = Buffer.alloc(64, 7).toString('base64');
  const password = {
    type: 'password',
    secretData: `{"value":"${key}","salt":"c2FsdHNhbHRzYWx0c2E=","additionalParameters":{}}`,
    credentialData: '{"hashIterations":27500,"algorithm":"pbkdf2-sha256","additionalParameters":{}}',
  };
  const user = (name: string, more: object) => ({ id: name, username: name, enabled: true, totp: false, ...more });
  const users = [
    user('ada', {
      emailVerified: true,
      firstName: 'Ada',
      lastName: 'Lovelace',
      email: 'ada@example.test',
      credentials: [{ type: 'otp', secretData: '{}' }, password],
    }),
    user('eve', { emailVerified: false, email: 'eve@example.test', credentials: [password] }),
    user('out', { emailVerified: true, email: 'out@example.test', enabled: false, credentials: [] }),
    user('service-account-shop', { emailVerified: false, serviceAccountClientId: 'shop' }),
  ];
  const realm = {
    id: 'shop',
    realm: 'shop',
    roles: { realm: [{ name: 'admin' }] },
    users,
    clients: [{ clientId: 'x' }],
  };
  expect(await read(JSON.stringify(realm, null, 2))).toEqual({
    as: 'keycloak',
    found: [
      ['Ada Lovelace', 'ada@example.test', `pbkdf2-sha256:27500$c2FsdHNhbHRzYWx0c2E=$${key}`],
      ['eve', 'eve@example.test', unverified],
      ['out', 'out@example.test', noPassword, 'disabled'],
      '4: the email address is missing',
    ],
  });
  await expect(read(JSON.stringify({ ...realm, users: undefined }))).rejects.toThrow(/kc\.sh export --users/);
});

describe('Django', () => {
  const hash = 'bcrypt_sha256$$2b$12$'.padEnd(74, '1');
  const fields = { last_login: null, is_superuser: false, username: 'ada', is_staff: false, date_joined: '2026-01-01' };

  // docs.djangoproject.com, "dumpdata" and "Serialization formats".
  test('a dump, in which other models are passed over', async () => {
    const ada = {
      ...fields,
      password: hash,
      first_name: 'Ada',
      last_name: 'Lovelace',
      email: 'ada@example.test',
      is_active: true,
    };
    const dump = [
      { model: 'contenttypes.contenttype', pk: 1, fields: { app_label: 'admin', model: 'logentry' } },
      { model: 'auth.user', pk: 1, fields: ada },
      {
        model: 'auth.user',
        pk: 2,
        fields: { ...ada, email: 'out@example.test', password: '', first_name: '', last_name: '', is_active: false },
      },
    ];
    const found = [
      ['Ada Lovelace', 'ada@example.test', expect.any(String)],
      ['ada', 'out@example.test', noPassword, 'disabled'],
    ];
    expect(await read(JSON.stringify(dump))).toEqual({ as: 'django', found });
    expect(await read(dump.map((row) => JSON.stringify(row)).join('\n'))).toEqual({ as: 'django', found });
  });

  // The columns of auth_user in django/contrib/auth/models.py, as psql and mysql export them.
  test('the table auth_user as CSV', async () => {
    const text = `id,password,last_login,is_superuser,username,first_name,last_name,email,is_staff,is_active,date_joined
1,${bcrypt(1)},\\N,f,ada,Ada,,ada@example.test,f,t,2026-01-01 00:00:00+00
2,,NULL,0,out,NULL,NULL,out@example.test,0,0,2026-01-01 00:00:00
`;
    expect(await read(text)).toEqual({
      as: 'django',
      found: [
        ['Ada', 'ada@example.test', bcrypt(1)],
        ['out', 'out@example.test', noPassword, 'disabled'],
      ],
    });
  });
});

// The columns that the generator of Devise (lib/generators/active_record/devise_generator.rb) gives to users.
test('Devise: a table, in which addresses are verified if the module "confirmable" says so, or is not used', async () => {
  const without = `id,email,encrypted_password,reset_password_token,remember_created_at,name\n1,ada@example.test,${bcrypt(1)},,,Ada\n`;
  expect(await read(without)).toEqual({ as: 'devise', found: [['Ada', 'ada@example.test', bcrypt(1)]] });
  const confirmable = `id;email;encrypted_password;confirmed_at
1;ada@example.test;${bcrypt(1)};2026-01-01 00:00:00
2;eve@example.test;${bcrypt(2)};\\N
`;
  expect(await read(confirmable)).toEqual({
    as: 'devise',
    found: [
      ['ada', 'ada@example.test', bcrypt(1)],
      ['eve', 'eve@example.test', unverified],
    ],
  });
});

// The columns of wp_users in wp-admin/includes/schema.php.
test('WordPress: the table wp_users', async () => {
  const text = `ID,user_login,user_pass,user_nicename,user_email,display_name\n1,ada,${bcrypt(1)},ada,ada@example.test,Ada Lovelace\n`;
  expect(await read(text)).toEqual({ as: 'wordpress', found: [['Ada Lovelace', 'ada@example.test', bcrypt(1)]] });
});

describe('a file of our own', () => {
  test('may say which addresses are verified and which accounts are disabled', async () => {
    const text = `Name\tE-Mail\tPassword Hash\tEmail Verified\tDisabled
Ada\tada@example.test\t${bcrypt(1)}\tyes\tno
Eve\teve@example.test\t${bcrypt(2)}\t\tTRUE
`;
    expect(await read(text)).toEqual({
      as: 'plain',
      found: [
        ['Ada', 'ada@example.test', bcrypt(1)],
        ['Eve', 'eve@example.test', unverified, 'disabled'],
      ],
    });
  });

  test('may be JSON', async () => {
    const found = [['Ada', 'ada@example.test', bcrypt(1)]];
    const text = JSON.stringify({ name: 'Ada', email: 'ada@example.test', passwordHash: bcrypt(1) });
    for (const file of [text, `[${text}]`, `{"users":[${text}]}`, `\uFEFF\n  ${text}`])
      expect(await read(file)).toEqual({ as: 'plain', found });
  });
});

test('a format that is named is used, if the file can be read as such', async () => {
  const text = `id,email,encrypted_password,raw_user_meta_data\n1,ada@example.test,${bcrypt(1)},{}\n`;
  expect(await read(text)).toEqual({ as: 'supabase', found: [['ada', 'ada@example.test', unverified]] });
  expect(await read(text, 'devise')).toEqual({ as: 'devise', found: [['ada', 'ada@example.test', bcrypt(1)]] });
  await expect(read(text, 'clerk')).rejects.toThrow(
    'has no primary_email_address, so it cannot be read as an export of Clerk',
  );
});
