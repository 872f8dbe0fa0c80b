import * as z from 'zod';
import { writeBcrypt, writePbkdf2, writeScrypt } from './stored';
import { isDigest } from './work';

/** A hash in the form that is stored, still unchecked, or why there is none. */
export type Read =
  | { outcome: 'read'; stored: string }
  | { outcome: 'no-password'; reason: string }
  | { outcome: 'refused'; reason: string }
  /** A setting is missing. */
  | { outcome: 'unset'; setting: string };

export type ImportSettings = {
  pepper: string | undefined;
  firebase: { saltSeparator: string; rounds: number; memoryCost: number } | null | undefined;
};

/** How the hashes of a product look, and what is stored for one. Null: damaged. */
type Format = [pattern: RegExp, store: (parts: string[], settings: ImportSettings) => string | Read | null];

// The first that fits is taken. What a product calls a salt is text in most, and its bytes are the salt.
const formats: Format[] = [
  // What this application stores, for moving between two installations.
  [/^(bcrypt-sha384:\$2b\$.*)$/, ([own = '']) => own],
  [/^(\$2[aby]\$.*)$/, ([hash = '']) => hash],
  [/^(\$argon2id?\$v=19\$.*)$/, ([hash = '']) => hash],
  // WordPress since 6.8.
  [/^\$wp(\$2y\$.*)$/, ([hash = '']) => writeBcrypt('wordpress', hash)],
  // Devise does not say whether it used a pepper.
  [/^devise:(\$2[aby]\$.*)$/, ([hash = ''], { pepper }) => writeBcrypt(pepper ? 'devise' : 'plain', hash)],
  // Django.
  [
    /^pbkdf2_(sha1|sha256)\$(\d+)\$([^$]+)\$(.+)$/,
    ([digest = '', iterations, salt = '', key]) => pbkdf2(digest, iterations, Buffer.from(salt), base64(key)),
  ],
  [/^argon2(\$argon2id?\$v=19\$.*)$/, ([hash = '']) => hash],
  [/^bcrypt_sha256\$(\$2[aby]\$.*)$/, ([hash = '']) => writeBcrypt('django', hash)],
  [/^bcrypt\$(\$2[aby]\$.*)$/, ([hash = '']) => hash],
  [
    /^scrypt\$(\d+)\$([^$]+)\$(\d+)\$(\d+)\$(.+)$/,
    ([n, salt = '', r, p, key]) =>
      writeScrypt('plain', [Number(n), Number(r), Number(p)], Buffer.from(salt), base64(key)),
  ],
  // Werkzeug (Flask).
  [
    /^pbkdf2:(sha1|sha256|sha512):(\d+)\$([^$]+)\$(.+)$/,
    ([digest = '', iterations, salt = '', key]) => pbkdf2(digest, iterations, Buffer.from(salt), hex(key)),
  ],
  [
    /^scrypt:(\d+):(\d+):(\d+)\$([^$]+)\$(.+)$/,
    ([n, r, p, salt = '', key]) => writeScrypt('plain', [Number(n), Number(r), Number(p)], Buffer.from(salt), hex(key)),
  ],
  // Passlib (FastAPI and others).
  [
    /^\$pbkdf2(?:-(sha256|sha512))?\$(\d+)\$([^$]+)\$(.+)$/,
    ([digest = 'sha1', iterations, salt = '', key = '']) =>
      pbkdf2(digest, iterations, base64(salt.replaceAll('.', '+')), base64(key.replaceAll('.', '+'))),
  ],
  // Better Auth.
  [
    /^([\da-f]{32}):([\da-f]{128})$/,
    ([salt = '', key]) => writeScrypt('nfkc', [16_384, 16, 1], Buffer.from(salt), hex(key)),
  ],
  [/^firebase-scrypt\$([\w+/=-]+)\$([\w+/=-]+)$/, readFirebase],
  [/^(\{.+)$/s, ([json = '']) => readKeycloak(json)],
  // ASP.NET Core Identity: base64 of a first byte 1 (version 3) or 0 (version 2).
  [/^(AQAAAA[AEI][\w+/]{40,}=*|AA[\w+/]{64}==)$/, ([text]) => readAspNet(base64(text))],
];

const notTaken: [pattern: RegExp, name: string][] = [
  [/^\$[PH]\$/, 'phpass'],
  [/^\$2x\$/, 'a faulty bcrypt ($2x$)'],
  [/^(md5|unsalted_md5)\$|^(\{MD5\})?[\da-f]{32}(:|$)/i, 'MD5'],
  [/^(sha1|unsalted_sha1)\$|^\{S?SHA\}|^[\da-f]{40}$/i, 'SHA-1'],
  [/^([\da-f]{64}|[\da-f]{128})$/i, 'plain SHA-2'],
  [/^(crypt\$|\$[1567y]\$)/, 'crypt'],
  [/^(argon2)?\$argon2/, 'an Argon2 other than Argon2i and Argon2id 1.3'],
];

/** Reads a hash of another product. Never throws, whatever the text is. */
export function read(text: string, settings: ImportSettings): Read {
  // Django's mark of an account that cannot sign in with a password; others use an asterisk.
  if (text === '' || /^[!*]/.test(text)) return { outcome: 'no-password', reason: 'there is no hash' };
  for (const [pattern, store] of formats) {
    const found = pattern.exec(text);
    if (!found) continue;
    const [, ...parts] = found;
    const stored = store(parts, settings);
    if (typeof stored === 'string') return { outcome: 'read', stored };
    return stored ?? { outcome: 'refused', reason: 'the hash is damaged' };
  }
  const name = notTaken.find(([pattern]) => pattern.test(text))?.[1];
  return { outcome: 'no-password', reason: name ? `the hash is ${name}` : 'the format of the hash is unknown' };
}

function readFirebase([salt, key]: string[], { firebase }: ImportSettings): string | Read {
  if (!firebase) return { outcome: 'unset', setting: 'IMPORT_FIREBASE_HASH_CONFIG' };
  const both = Buffer.concat([base64(salt), base64(firebase.saltSeparator)]);
  return writeScrypt('firebase', [2 ** firebase.memoryCost, firebase.rounds, 1], both, base64(key));
}

const listed = z.object({ additionalParameters: z.record(z.string(), z.array(z.string())).optional() });
const keycloak = z.object({
  secretData: json(z.object({ value: z.string(), salt: z.string() })),
  credentialData: json(listed.extend({ algorithm: z.string(), hashIterations: z.number() })),
});

function readKeycloak(text: string): string | Read | null {
  const parsed = keycloak.safeParse(parseJson(text));
  if (!parsed.success) return null;
  const { secretData, credentialData } = parsed.data;
  const { algorithm, hashIterations, additionalParameters = {} } = credentialData;
  const digest = /^pbkdf2(?:-(sha256|sha512))?$/.exec(algorithm);
  const [salt, key] = [base64(secretData.salt), base64(secretData.value)];
  if (digest) return pbkdf2(digest[1] ?? 'sha1', String(hashIterations), salt, key);
  const [type, version, memory, lanes] = ['type', 'version', 'memory', 'parallelism'].map(
    (name) => additionalParameters[name]?.[0],
  );
  if (algorithm !== 'argon2' || version !== '1.3' || (type !== 'id' && type !== 'i'))
    return {
      outcome: 'no-password',
      reason: `the hash is of an algorithm of Keycloak that is not known: ${algorithm.slice(0, 20)}`,
    };
  const [bareSalt, bareKey] = [salt, key].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  return `$argon2${type}$v=19$m=${memory},t=${hashIterations},p=${lanes}$${bareSalt}$${bareKey}`;
}

function readAspNet(bytes: Buffer): string | null {
  if (bytes.length < 49) return null;
  if (bytes[0] === 0) return pbkdf2('sha1', '1000', bytes.subarray(1, 17), bytes.subarray(17));
  const [prf, iterations, saltLength] = [bytes.readUInt32BE(1), bytes.readUInt32BE(5), bytes.readUInt32BE(9)];
  const [salt, key] = [bytes.subarray(13, 13 + saltLength), bytes.subarray(13 + saltLength)];
  return pbkdf2(['sha1', 'sha256', 'sha512'][prf] ?? '', String(iterations), salt, key);
}

function pbkdf2(digest: string, iterations = '', salt: Buffer, key: Buffer): string | null {
  return isDigest(digest) ? writePbkdf2(digest, Number(iterations), salt, key) : null;
}

function base64(text = ''): Buffer {
  return Buffer.from(text, 'base64url');
}

function hex(text = ''): Buffer {
  return Buffer.from(text, 'hex');
}

/** A part of a JSON document that exports write as text or as it is. */
function json<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (typeof value === 'string' ? parseJson(value) : value), schema);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
