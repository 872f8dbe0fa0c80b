import type { Answer } from '../../support/client';
import { comparable } from '../../support/world';
import { requestReset } from './client';
import type { Deployment } from './deployment';
import type { Person } from './ledger';
import { newAddress, newPerson } from './people';

type Options = { isSteady: boolean; person?: Person };

/**
 * Requests a reset for an address with an account and for one without, at once, and records both answers for comparison of every
 * header and word. While a fault starts or ends it may hit only one of the two: unless `isSteady`, answers with different statuses
 * are not compared.
 * @returns the address with an account
 */
export async function requestPair(deployment: Deployment, { isSteady, person }: Options): Promise<string> {
  const [{ email: known }, unknown] = [person ?? (await newPerson(deployment)), newAddress()];
  const [first, second] = await Promise.all([
    requestReset(deployment, known),
    requestReset(deployment, unknown, false),
  ]);
  const isComparable = first.page && second.page && (isSteady || first.page.status === second.page.status);
  if (isComparable)
    deployment.pairs.push({ known: describe(first.page, known), unknown: describe(second.page, unknown) });
  return known;
}

function describe(answer: Answer | null, typed: string): string {
  return answer ? JSON.stringify(comparable(answer, typed)).replace(/[\da-f]{8}(?=\W)/g, 'reference') : '';
}
