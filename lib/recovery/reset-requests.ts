import { sql } from 'drizzle-orm';
import * as audit from '@/lib/audit';
import type { Address } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import { budgetOf, type Counted, countingStatement, digest, type Limited } from '@/lib/rate-limits';
import { knownDeviceFor, type Requester } from '@/lib/requester';

/** How many links an address can request in how many minutes. */
export const resetBudget = budgetOf('reset/address');

/**
 * Accepts a request for a reset link: one statement counts it against the limits and queues the email. It never reads the users
 * table, so no text, timing or failure reveals whether the address has an account; the worker looks it up later
 * (reset-requests.test.ts).
 * @returns accepted even when the address or the known device is over its limit: the page is the same, but no email is sent. Limited
 * only for the network, or for all strangers together
 */
export async function requestReset(
  address: Address,
  requestId: string,
  requester: Requester,
): Promise<{ outcome: 'accepted' } | Limited> {
  const admission = await request(countedOf(address, requester), {
    ...outbox.valuesOf({ address, requestId, requester }),
    ...audit.valuesOf(address.canonical, requester),
  });
  if (admission.granted || admission.proven || admission.policy === 'reset/address') return { outcome: 'accepted' };
  return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds };
}

function countedOf({ canonical }: Address, requester: Requester): Counted {
  const known = knownDeviceFor(requester, { canonical }, digest);
  const strangers: Counted['strangers'] = [
    { policy: 'reset/network', subject: requester.network },
    { policy: 'reset/site', subject: 'all' },
    { policy: 'reset/address', subject: canonical },
  ];
  if (!known) return { strangers };
  const [one, all] = [known.id, known.owner];
  return {
    strangers,
    device: {
      known,
      attempts: [
        { policy: 'reset/device', subject: one },
        { policy: 'reset/devices', subject: all },
      ],
    },
  };
}

const request = countingStatement<outbox.ParameterName | audit.ParameterName>(
  (counts, parameter) => sql`with ${counts},
    email as (${outbox.insertion(sql`admission`, parameter)}),
    suppressed as (${audit.counting('reset.suppressed', firstRefusal, parameter)})
    select * from admission`,
);
// Only the first since a grant, and only by the limit of the address or its device: its owner may be waiting for an email.
const firstRefusal = sql`admission where not granted and refused = 1 and policy not in ('reset/network', 'reset/site')`;
