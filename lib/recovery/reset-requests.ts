import { sql } from 'drizzle-orm';
import { type Parameter, prepared } from '@/db';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import {
  type Attempt,
  admissionRow,
  budgetOf,
  counting,
  digest,
  type KeyName,
  keysOf,
  type Limited,
  readAdmission,
} from '@/lib/rate-limits';
import { knownDeviceFor, type Requester } from '@/lib/requester';

/** How many links an address can request in how many minutes. */
export const resetBudget = budgetOf('reset/address');

/**
 * Accepts a request for a reset link: one statement counts it against the limits and queues the email. It never reads the users
 * table, so no text, timing or failure reveals whether the address has an account; the worker looks it up later
 * (reset-requests.test.ts).
 * @returns accepted even when the address is over its limit: the page is the same, but no email is sent. Limited only for the network
 */
export async function requestReset(
  address: Address,
  requestId: string,
  requester: Requester,
): Promise<{ outcome: 'accepted' } | Limited> {
  const device = knownDeviceFor(requester, address, digest);
  const attempts: Attempt[] = [
    { policy: 'reset/network', subject: requester.network },
    device ? { policy: 'reset/device', subject: device } : { policy: 'reset/address', subject: address.canonical },
  ];
  const [row] = await (device ? requestByDevice : requestByAddress)({
    ...keysOf(attempts),
    ...outbox.valuesOf({ address, requestId, requester }),
    ...audit.valuesOf(address.canonical, requester),
  });
  const admission = readAdmission(row);
  if (!admission.granted && admission.policy === 'reset/network') {
    return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
  }
  return { outcome: 'accepted' };
}

// Prepared: planning takes longer than running.
const requestBy = (policy: 'reset/device' | 'reset/address') =>
  prepared(
    (parameter: Parameter<KeyName | outbox.ParameterName | audit.ParameterName>) =>
      sql`with ${counting(['reset/network', policy], parameter)},
      email as (${outbox.insertion(sql`admission`, parameter)}),
      suppressed as (${audit.counting('reset.suppressed', firstRefusalOf(policy), parameter)})
      select * from admission`,
    admissionRow,
  );
// Only the first since a grant, and only by the address's own limit: its owner may be waiting for an email.
const firstRefusalOf = (policy: 'reset/device' | 'reset/address') =>
  sql`admission where not granted and refused = 1 and policy = ${sql.raw(`'${policy}'`)}`;
const requestByDevice = requestBy('reset/device');
const requestByAddress = requestBy('reset/address');
