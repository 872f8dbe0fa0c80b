import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../client';
import type { MailFault } from '../conversation';
import { type House, openHouse } from '../house';
import { newPeople } from '../people';
import { conclude, quantile, type Scenario } from '../scenario';

const faults: Record<string, MailFault | null> = {
  refused: null,
  'silent at the door': { kind: 'hang', at: 'greeting' },
  'silent after the mail': { kind: 'hang', at: '.' },
  'one byte a second': { kind: 'slow' },
  '450 greylisted': { kind: 'say', at: 'RCPT', line: '450 4.7.1 later' },
};

/** By how much the 95th percentile may move: a tenth. */
const tolerance = 1.1;
const asksInPhase = 25;

/** How long "forgot password" takes to answer, with a mail server that works and with one that does not, in turn. */
export const patience: Scenario = {
  name: 'patience',
  runs: 8,
  async play({ runs, newDatabase }) {
    const house = await openHouse({ databaseUrl: await newDatabase(), instances: 1 });
    await measure(house);
    const notes: string[] = [];
    const violations = [];
    for (const [name, fault] of Object.entries(faults)) {
      const [healthy, broken]: [number[], number[]] = [[], []];
      const ratio = () => quantile(broken, 0.95) / quantile(healthy, 0.95);
      // The machine has other things to do as well. What moves the percentile by itself goes away with more rounds.
      for (let round = 0; round < runs || (round < 4 * runs && ratio() > tolerance); round += 1) {
        healthy.push(...(await measure(house)));
        await breakMail(house, fault);
        broken.push(...(await measure(house)));
        await house.mail.heal();
        await deliverNow(house);
      }
      const figures = [healthy, broken].map((all) => `${quantile(all, 0.95).toFixed(1)} ms`).join(' → ');
      notes.push(
        `${name}: p95 of "forgot password" ${figures}, ${ratio().toFixed(2)} times, ${broken.length} asks each`,
      );
      if (ratio() > tolerance)
        violations.push({
          rule: 'the answer does not wait for the mail server',
          about: `${name}: ${ratio().toFixed(2)}`,
        });
    }
    const count = Object.keys(faults).length * runs;
    return conclude(house, {
      fault: 'p95 of the answer while mail fails',
      runs: count,
      recoveries: [],
      notes,
      violations,
    });
  },
};

async function measure(house: House): Promise<number[]> {
  const took: number[] = [];
  for (const { email } of await newPeople(house, asksInPhase)) took.push((await ask(house, email)).ms);
  return took;
}

/** So that the next healthy round has no late letters to deliver beside. One that is being sent is left alone: it would go twice. */
async function deliverNow(house: House): Promise<void> {
  for (let open = 1; open > 0; await sleep(200)) {
    await house.sql`update letters set due_at = now() where state = 'queued'`;
    const [row] = await house.sql`select count(*)::int as open from letters where state in ('queued', 'sending')`;
    open = Number(row?.open ?? 0);
  }
}

async function breakMail({ mail }: House, fault: MailFault | null): Promise<void> {
  mail.fault = fault;
  if (fault) mail.hangUp();
  else await mail.close();
}
