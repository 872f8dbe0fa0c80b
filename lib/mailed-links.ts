import { type AnyColumn, sql } from 'drizzle-orm';
import { env } from './env';
import * as token from './token';

// A link in an email is the signed id of a row. The row and the database's clock decide whether it still works.

/** How long a reset link works after the worker has signed it (ASVS 6.4.1). */
export const resetLifetimeMinutes = 30;
/** How long a link that confirms a registration works. */
export const confirmLifetimeHours = 24;
/** How long a link that confirms a new address or a backup address works. */
export const addressLinkLifetimeMinutes = 60;

/** The page that each kind of link leads to. */
export const pages = {
  reset: '/reset-password',
  deny: '/not-me',
  confirm: '/confirm',
  address: '/confirm-email',
  backup: '/confirm-email',
  'not-me': '/not-me',
} as const satisfies Partial<Record<token.Purpose, string>>;

type Purpose = keyof typeof pages;
/** The row of a link. Before a registration is confirmed there is no user; the token's subject is then the row's id. */
type Linked = { id: string; userId?: string };
type Issued = Linked & { issuedAt: Date; expiresAt: Date; keyId: string };

/** What is written when a row's link is signed. Its life begins with the first time; another changes nothing. */
export function signing(
  { issuedAt, keyId, expiresAt }: Record<'issuedAt' | 'keyId' | 'expiresAt', AnyColumn>,
  lifetimeMinutes: number,
) {
  const end = sql`now() + make_interval(mins => ${lifetimeMinutes})`;
  return {
    issuedAt: sql`coalesce(${issuedAt}, now())`,
    keyId: sql`coalesce(${keyId}, ${token.currentKeyId()})`,
    expiresAt: sql`case when ${issuedAt} is null then ${end} else ${expiresAt} end`,
  };
}

/** Signs a row's link. The same row gives the same link as long as its key is known, so a repeated email carries the same link. */
export function sign(purpose: Purpose, row: Issued): Promise<string> {
  const { id, issuedAt, expiresAt } = row;
  const lifeSeconds = Math.round((expiresAt.getTime() - issuedAt.getTime()) / 1000);
  const keyId = token.usableKeyId(row.keyId);
  return token.issue(purpose, { subject: subjectOf(row), id }, lifeSeconds, { issuedAt, keyId });
}

/** The URL that an email carries. */
export async function signUrl(purpose: Purpose, row: Issued): Promise<string> {
  return `${env().APP_URL}${pages[purpose]}/${await sign(purpose, row)}`;
}

/** The row of a link, or null when the signature is invalid or the row is gone. The token's own expiry is ignored. */
export async function find<Row extends Linked>(
  purpose: Purpose,
  link: string,
  findById: (id: string) => Promise<Row | null>,
): Promise<Row | null> {
  const claims = await token.findClaims(purpose, link);
  const row = claims && (await findById(claims.id));
  return row && subjectOf(row) === claims.subject ? row : null;
}

function subjectOf({ id, userId }: Linked): string {
  return userId ?? id;
}
