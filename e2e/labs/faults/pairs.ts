import type { Answer } from '../../support/client';
import { comparable } from '../../support/world';
import { ask } from './client';
import type { Deployment } from './deployment';
import type { Person } from './ledger';
import { newAddress, newPerson } from './people';

type Options = { isSteady: boolean; person?: Person };

/**
 * Asks for an address with an account and for one without, at once. When both were answered with the same status the answers
 * must be the same in every header and word. While a fault strikes or ends, one of the two may meet it and the other not:
 * unless `isSteady`, different statuses are then left uncounted.
 */
export async function askPair(deployment: Deployment, { isSteady, person }: Options): Promise<string> {
  const [{ email: known }, unknown] = [person ?? (await newPerson(deployment)), newAddress()];
  const [first, second] = await Promise.all([ask(deployment, known), ask(deployment, unknown, false)]);
  const isComparable = first.page && second.page && (isSteady || first.page.status === second.page.status);
  if (isComparable)
    deployment.pairs.push({ known: describe(first.page, known), unknown: describe(second.page, unknown) });
  return known;
}

function describe(answer: Answer | null, typed: string): string {
  return answer ? JSON.stringify(comparable(answer, typed)).replace(/[\da-f]{8}(?=\W)/g, 'reference') : '';
}
