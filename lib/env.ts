import * as z from 'zod';
import { countBytes, findUnencoded, isMailServer, isOrigin, isSafe, readFirebaseConfig } from './setting-checks';

/** The validated configuration of a process. All other files read their settings from here. */
export type Env = z.output<typeof schema>;

/**
 * The validated environment, read once.
 * @throws EnvironmentIncomplete with all problems at once, each with a fix
 */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

/**
 * Validates a set of variables.
 * @throws EnvironmentIncomplete with all problems at once, each with a fix
 */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const given = clean(variables);
  const result = schema.safeParse(given);
  const misfits = findMisfits(given);
  if (result.success && misfits.length === 0) return result.data;
  const lines = result.error?.issues.map((issue) => `${issue.path[0]?.toString()}: ${issue.message}`) ?? [];
  throw new EnvironmentIncomplete([...new Set([...lines, ...misfits])]);
}

/** The settings that are valid on their own, for a command that must keep working when others are not. */
export function validSettings(): z.output<typeof anySettings> {
  const given = clean(process.env);
  const invalid = new Set(schema.safeParse(given).error?.issues.map((issue) => issue.path[0]?.toString()));
  return anySettings.parse(Object.fromEntries(Object.entries(given).filter(([name]) => !invalid.has(name))));
}

/**
 * Only DATABASE_URL, for commands that need no other setting.
 * @throws EnvironmentIncomplete when it is missing or invalid
 */
export function databaseUrl(): string {
  const result = schema.shape.DATABASE_URL.safeParse(clean(process.env).DATABASE_URL);
  if (result.success) return result.data;
  throw new EnvironmentIncomplete(result.error.issues.map((issue) => `DATABASE_URL: ${issue.message}`));
}

/** Thrown when settings are missing or invalid. The message is for operators. */
export class EnvironmentIncomplete extends Error {
  constructor(readonly problems: readonly string[]) {
    super(
      `Return Key can't start. Fix ${problems.length === 1 ? 'this setting' : 'these settings'}:\n${problems.map((p) => `  - ${p}`).join('\n')}\n.env.example explains each of them.`,
    );
    this.name = 'EnvironmentIncomplete';
  }
}

let cached: Env | undefined;

const secretMinBytes = 32;
const missing = (fix: string) => ({
  error: (issue: { input?: unknown }) => (issue.input === undefined ? `is not set; ${fix}` : `is not valid; ${fix}`),
});
const secretFix = `needs at least ${secretMinBytes} bytes; make one with: openssl rand -base64 32`;

const secret = z
  .string(missing(secretFix))
  .refine((value) => Buffer.byteLength(value) >= secretMinBytes, {
    error: `is too short; it ${secretFix}`,
    abort: true,
  })
  .refine((value) => new Set(value).size >= 10, `has fewer than 10 different characters; it ${secretFix}`);

function wholeNumber(min: number, max: number, fallback: number) {
  const problem = missing(`give a whole number from ${min} to ${max}`);
  return z.coerce
    .number(problem)
    .int(problem)
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);
}

const list = z.string().default('').transform(toList);

/** Exactly one: with a second one, or with a comma in a name without quotes, mail servers refuse every email. */
const mailbox = /^(?:(?:"[^"\r\n]*"|[^<>@",;\r\n]*)\s*<[^\s@<>",;]+@[^\s@<>",;]+>|[^\s@<>",;]+@[^\s@<>",;]+)$/;

/** What an HTTP header can carry. */
const isHeaderSafe = /^[\x20-\x7e]+$/;
const headerFix = 'may only contain ASCII characters, because it is sent in a header';

const unencoded = {
  error: ({ input }: { input?: unknown }) => {
    const sign = findUnencoded(String(input)) ?? '';
    return `has a ${sign} in the user or password; write it as ${encodeURIComponent(sign)}`;
  },
};

const unsafe = 'must start with https:// (plain http is for localhost and, in development, private addresses only)';

const schema = z.object({
  DATABASE_URL: z
    .string(missing('give the URL of a PostgreSQL database, such as postgres://user:password@host:5432/name'))
    .regex(/^postgres(ql)?:\/\/./, 'is not the URL of a PostgreSQL database; it must start with postgres://')
    .refine(
      (url) => !/\[[^\]]*password[^\]]*\]/i.test(url),
      'still has a placeholder instead of the password; replace it',
    )
    .refine((url) => findUnencoded(url) === null, unencoded),
  APP_URL: z
    .string(missing('give the URL of this site, such as https://accounts.example.com'))
    .refine(isOrigin, {
      error: 'must be a URL such as https://accounts.example.com, without a path',
      abort: true,
    })
    .refine(isSafe, unsafe)
    // next-auth 5 replaces the first "signin" in a URL with "callback", even in the host name. No one could sign in.
    .refine((value) => !/signin/i.test(value), 'must not contain "signin", which breaks next-auth; use another name')
    .transform((value) => new URL(value).origin),
  AUTH_SECRET: secret,
  AUTH_SECRET_PREVIOUS: list.pipe(z.array(secret)),
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: z
    .string(
      missing(
        'needs 32 bytes in base64, the same at build time and at run time; make it with: openssl rand -base64 32',
      ),
    )
    .refine(
      (value) => countBytes(value) === 32,
      'must be 32 bytes in base64, without quotes around it; make it with: openssl rand -base64 32',
    ),
  EMAIL_FROM: z
    .string(missing('give the sender of the emails, such as Return Key <no-reply@example.com>'))
    .regex(
      mailbox,
      'is not exactly one sender; write it like Return Key <no-reply@example.com>, with quotes around a name that has a comma',
    ),
  EMAIL_REPLY_TO: z.string().regex(mailbox, 'is not an email address').optional(),
  SMTP_URL: z
    .string()
    .refine((url) => findUnencoded(url) === null, { ...unencoded, abort: true })
    .refine(isMailServer, 'must look like smtp://user:password@host:587 or smtps://user:password@host:465')
    .optional(),
  EMAIL_USER: z.string().optional(),
  EMAIL_PASS: z.string().optional(),
  RESEND_API_KEY: z.string().regex(isHeaderSafe, headerFix).optional(),
  RESEND_BASE_URL: z.url('is not a URL').optional(),
  RESEND_WEBHOOK_SECRET: list.pipe(
    z.array(
      z
        .string()
        .refine(
          (value) => /^whsec_.{24}/.test(value) && countBytes(value.slice('whsec_'.length)) !== null,
          'is not a complete signing secret; copy it from the webhook in Resend (it starts with whsec_)',
        ),
    ),
  ),
  CRON_SECRET: z.string().min(16, 'needs at least 16 characters').regex(isHeaderSafe, headerFix).optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10, 0),
  PASSWORD_MIN_LENGTH: wholeNumber(8, 64, 15),
  BCRYPT_COST: wholeNumber(10, 16, 12),
  BREACH_CHECK_URL: z
    .union([z.literal('off'), z.url('must be the URL of a breached-password service, or off')])
    .default('https://api.pwnedpasswords.com/range/')
    // The hash prefix is resolved against this URL, which would drop a last segment without a slash.
    .transform((url) => (url === 'off' || url.endsWith('/') ? url : `${url}/`)),
  IMPORT_DEVISE_PEPPER: z.string().optional(),
  IMPORT_FIREBASE_HASH_CONFIG: z
    .string()
    .transform(readFirebaseConfig)
    .refine(
      (config) => config !== null,
      'is not complete; copy all of "Password hash parameters" from the Firebase console',
    )
    .optional(),
  MAIL_HOURLY_BUDGET: wholeNumber(1, 10_000_000, 5000),
  RATE_LIMIT_FACTOR: wholeNumber(1, 1000, 1),
  RECOVERY_DELAY_HOURS: wholeNumber(24, 168, 72),
  AUTH_GOOGLE_ID: z.string().optional(),
  AUTH_GOOGLE_SECRET: z.string().optional(),
  AUTH_GITHUB_ID: z.string().optional(),
  AUTH_GITHUB_SECRET: z.string().optional(),
  AUTH_GITHUB_URL: z
    .string()
    .refine(isOrigin, { error: 'must be a URL such as https://github.example.com, without a path', abort: true })
    .refine(isSafe, unsafe)
    .transform((value) => new URL(value).origin)
    .optional(),
  AUTH_OIDC_ISSUER: z
    .url({
      protocol: /^https?$/,
      error: 'must be the URL of an OpenID provider, such as https://id.example.com',
      abort: true,
    })
    .refine(isSafe, unsafe)
    .optional(),
  AUTH_OIDC_ID: z.string().optional(),
  AUTH_OIDC_SECRET: z.string().optional(),
  AUTH_OIDC_NAME: z.string().max(40, 'is too long for a button; use 40 characters or fewer').optional(),
  /** Set by Vercel. */
  VERCEL: z.string().optional(),
});

const anySettings = schema.partial();

/**
 * Removes what shells and hosts add to values: white space around them (`echo secret | …` adds a line end), and quotes that an env file
 * was read with. An empty variable counts as not set: most hosts cannot tell the two apart.
 */
function clean(variables: Record<string, string | undefined>): Record<string, string | undefined> {
  const entries = Object.entries(variables).map(([name, value]) => [name, value && trim(name, value)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value));
}

// Every key is derived from the first: without its line end it would be another secret, and end all sessions and links. A space may be
// part of a pepper. Next.js reads the last one itself.
const verbatim = new Set(['AUTH_SECRET', 'IMPORT_DEVISE_PEPPER', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY']);

function trim(name: string, value: string): string {
  if (verbatim.has(name)) return value.trim() && value;
  return value.trim().replace(/^(["'])(.*)\1$/s, '$2');
}

/** A provider's sign-in needs all of its settings. */
const together = [
  ['AUTH_GOOGLE_ID', 'AUTH_GOOGLE_SECRET'],
  ['AUTH_GITHUB_ID', 'AUTH_GITHUB_SECRET'],
  ['AUTH_OIDC_ISSUER', 'AUTH_OIDC_ID', 'AUTH_OIDC_SECRET'],
] as const;

// Not a refinement of the schema: zod skips those when any variable is invalid, and operators should see all problems at once.
function findMisfits(given: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  if (Boolean(given.EMAIL_USER) !== Boolean(given.EMAIL_PASS)) {
    problems.push(
      `${given.EMAIL_USER ? 'EMAIL_PASS' : 'EMAIL_USER'}: is not set; EMAIL_USER and EMAIL_PASS go together`,
    );
  }
  for (const group of together) {
    const missing = group.filter((name) => !given[name]);
    const partner = group.find((name) => given[name]);
    if (partner) problems.push(...missing.map((name) => `${name}: is not set; it goes together with ${partner}`));
  }
  if (!given.SMTP_URL && !given.EMAIL_USER && !given.RESEND_API_KEY) {
    problems.push(
      'SMTP_URL: is not set, nor is any other way to send email; set SMTP_URL, or EMAIL_USER and EMAIL_PASS (Gmail), or RESEND_API_KEY',
    );
  }
  if (Number(given.RATE_LIMIT_FACTOR ?? 1) > 1 && given.APP_URL?.startsWith('https:')) {
    problems.push('RATE_LIMIT_FACTOR: is only for a site at http://localhost; remove it where APP_URL is https');
  }
  return problems;
}

function toList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
