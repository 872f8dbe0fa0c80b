import { Client } from '../../support/client';
import { newAddress, newNetwork, sql } from '../../support/world';
import { auc, shuffle } from '../bench/statistics';

/**
 * The area under the ROC curve of the answers' times to reset requests for addresses with and without an account, one request at a time
 * in random order, each from another network. 0.5: the time tells nothing.
 */
export async function measureEnumeration(pairs: number): Promise<number> {
  const addresses = shuffle(
    Array.from({ length: pairs * 2 }, (_, n) => ({ isKnown: n % 2 === 0, email: newAddress() })),
  );
  const known = addresses.filter(({ isKnown }) => isKnown);
  await sql`insert into users ${sql(known.map(({ email }) => ({ name: 'Ada', email, canonical: email })))}`;
  const client = new Client();
  await client.open('/forgot-password');
  const times: { isKnown: boolean; ms: number }[] = [];
  for (const { isKnown, email } of addresses) {
    const begun = performance.now();
    await client.press({ email }, { 'X-Forwarded-For': newNetwork() });
    times.push({ isKnown, ms: performance.now() - begun });
  }
  const of = (isKnown: boolean) => times.filter((one) => one.isKnown === isKnown).map(({ ms }) => ms);
  return auc(of(true), of(false));
}
