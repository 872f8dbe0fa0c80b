import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type AttackTally, countOf } from '../../support/attack';
import { findCommand, startChild } from '../../support/child';
import { end, onInterrupt } from '../../support/ending';
import { buildSite, makeEnvironment, startSite } from '../../support/site';
import { type Helper, startHelper } from '../bench/helpers';
import { describeMachine } from '../bench/meter';
import type { AttackOrder } from './attacker';
import type { Owner, Result } from './journeys';
import { type Findings, isFinished, renderAttack, renderBars, renderJourneys } from './report';
import { age, findResidue, growthOf, readRows, readSizes } from './traces';

// npm run siege [-- --seed N] [--rounds 3] [--lanes 4] [--pairs 150] [--seconds 150]
// Owners recover in peace, and then while a stranger attacks. README.md in this folder explains the output. --seconds: how long the
// stranger attacks at most. Exits with code 1 unless every bar holds.

const { values: given } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    rounds: { type: 'string', default: '3' },
    lanes: { type: 'string', default: '4' },
    pairs: { type: 'string', default: '150' },
    seconds: { type: 'string', default: '150' },
  },
});
const [rounds, lanes, pairs, seconds] = [given.rounds, given.lanes, given.pairs, given.seconds].map(Number) as [
  ...[number, number, number, number],
];
const residueSeconds = 10;
const attackerNetwork = '10.9.9.9';

onInterrupt(end);
try {
  const env: Record<string, string> = { ...(await makeEnvironment({ durable: true })), BCRYPT_COST: '12' };
  if (!(await buildSite(env))) throw new Error('The build failed.');
  await startSite(env, () => undefined);
  Object.assign(process.env, env);
  console.log(`\nSeed ${given.seed}: npm run siege -- --seed ${given.seed}\n`);
  const findings = await measure(env.E2E_BASE_URL ?? '', env);
  const { text, holds } = renderBars(findings);
  console.log(`\n${describeMachine()}; one server process, bcrypt cost 12, ${rounds} owners for each journey; medians.
The stranger sent ${countOf(findings.tally)} requests in ${Math.round(findings.seconds)} s.\n
${renderJourneys(findings)}\n\n${renderAttack(findings)}\n\n${text}\n`);
  const untried = findings.peace.length - findings.siege.length;
  if (untried > 0) console.log(`The time was up before ${untried} owners could try.`);
  for (const { journey, why } of findings.siege.filter((result) => !isFinished(result)))
    console.log(`${journey}: ${why}`);
  await end(holds ? 0 : 1);
} catch (error) {
  console.error(error);
  await end(1);
}

async function measure(base: string, env: Record<string, string>): Promise<Findings> {
  // They connect to the database of the environment when they are loaded.
  const { journeys, play } = await import('./journeys');
  const { measureEnumeration } = await import('./enumeration');
  const { countActivity, newUser, newLink, readActivity, sql } = await import('../../support/world');
  const stranger = await newLink((await newUser()).email);
  const ownPage = await stranger.client.open(stranger.link);

  const prepare = async () => {
    const owners: Owner[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const journey of journeys) owners.push(await journey.prepare(attackerNetwork));
    return owners;
  };
  const playAll = async (owners: Owner[], mayGoOn = () => true) => {
    const results: Result[] = [];
    for (const [n, owner] of owners.entries()) {
      const journey = journeys[n % journeys.length];
      if (journey && mayGoOn()) results.push(await play(journey, owner));
    }
    return results;
  };

  // The first ones include compilation, and loading the dictionaries of passwords.
  for (const journey of journeys.slice(0, 2)) await play(journey, await journey.prepare(attackerNetwork));
  const peace = await playAll(await prepare());
  const calm = await measureEnumeration(pairs);
  const owners = await prepare();
  const victims = owners.map(({ email }) => email) as [string, ...string[]];

  const attacker = startHelper<AttackOrder, AttackTally>('../siege/attacker.ts');
  const plan = { base, victims, lanes, ownPage, network: attackerNetwork, seed: given.seed };
  const before = await readSizes(sql);
  const begun = performance.now();
  await attacker.send({ begin: { ...plan, knowsAll: false, atMost: 1_000_000 } });
  const isTime = () => performance.now() - begun < seconds * 1000;
  // Until strangers have used up what they can use up.
  await sleep(5000);
  const siege = await playAll(owners, isTime);
  const auc = { peace: calm, siege: await measureEnumeration(pairs), pairs };
  const tally = await attacker.send({ stop: true });
  const took = (performance.now() - begun) / 1000;
  const growth = growthOf(before, await readSizes(sql));

  const pages: Findings['pages'] = [];
  for (const { owner } of siege.filter(isFinished)) {
    const { listed } = await readActivity(owner.client);
    pages.push({ entries: await countActivity(owner.email), listed });
  }
  const residue = await measureResidue(attacker, plan, sql, env);
  await sql.end();
  return { peace, siege, tally, seconds: took, growth, residue, pages, auc };
}

/** Attacks again, from networks and on addresses that are over their limits, and lets an hour pass. */
async function measureResidue(
  attacker: Helper<AttackOrder, AttackTally>,
  plan: Omit<Extract<AttackOrder, { begin: object }>['begin'], 'knowsAll' | 'atMost'>,
  sql: import('postgres').Sql,
  env: Record<string, string>,
): Promise<Findings['residue']> {
  const before = await readRows(sql);
  const [begun] = await sql`select count(*)::int as emails from outbox_emails`;
  await attacker.send({ begin: { ...plan, knowsAll: true, atMost: 100_000 } });
  await sleep(residueSeconds * 1000);
  const tally = await attacker.send({ stop: true });
  const [ended] = await sql`select count(*)::int as emails from outbox_emails`;
  await age(sql, 61);
  await startChild(findCommand('tsx'), ['lib/cli/sweep.ts'], { ...process.env, ...env }, () => undefined).ended;
  const { rows, bytes } = await findResidue(sql, before);
  return { rows, bytes, refused: countOf(tally) - (Number(ended?.emails) - Number(begun?.emails)) };
}
