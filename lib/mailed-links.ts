import { env } from './env';
import * as token from './token';

// The link of an email is the signed name of a row. The row and the database's clock decide what it is worth.

/** The page behind each kind of link. */
const pages = {
  reset: 'reset-password',
  deny: 'not-me',
  confirm: 'confirm',
  address: 'confirm-email',
  'not-me': 'not-me',
} as const satisfies Partial<Record<token.Purpose, string>>;

type Purpose = keyof typeof pages;
/** The row of a link. Without an account, as before a registration is confirmed, the link is about the row itself. */
type Linked = { id: string; userId?: string };
type Issued = Linked & { issuedAt: Date; expiresAt: Date; keyId: string };

/** Signs the link of a row. The same row always gives the same link, so an email that is sent again carries the same. */
export function sign(purpose: Purpose, row: Issued): Promise<string> {
  const { id, issuedAt, expiresAt } = row;
  const lifeSeconds = Math.round((expiresAt.getTime() - issuedAt.getTime()) / 1000);
  const keyId = token.usableKeyId(row.keyId);
  return token.issue(purpose, { subject: subjectOf(row), id }, lifeSeconds, { issuedAt, keyId });
}

/** The link as it stands in an email. */
export async function signUrl(purpose: Purpose, row: Issued): Promise<string> {
  return `${env().APP_URL}/${pages[purpose]}/${await sign(purpose, row)}`;
}

/** The row that a link names. Null when the signature does not hold, or the row is gone. */
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
