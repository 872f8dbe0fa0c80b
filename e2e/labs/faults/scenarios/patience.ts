import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../client';
import type { MailFault } from '../conversation';
import { type Deployment, openDeployment } from '../deployment';
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
    const deployment = await openDeployment({ databaseUrl: await newDatabase(), instances: 1 });
    await measure(deployment);
    const notes: string[] = [];
    const violations = [];
    for (const [name, fault] of Object.entries(faults)) {
      const [healthy, broken]: [number[], number[]] = [[], []];
      const ratio = () => quantile(broken, 0.95) / quantile(healthy, 0.95);
      // The machine has other things to do as well. What moves the percentile by itself goes away with more rounds.
      for (let round = 0; round < runs || (round < 4 * runs && ratio() > tolerance); round += 1) {
        healthy.push(...(await measure(deployment)));
        await breakMail(deployment, fault);
        broken.push(...(await measure(deployment)));
        await deployment.message.heal();
        await deliverNow(deployment);
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
    return conclude(deployment, {
      fault: 'p95 of the answer while mail fails',
      runs: count,
      recoveries: [],
      notes,
      violations,
    });
  },
};

async function measure(deployment: Deployment): Promise<number[]> {
  const took: number[] = [];
  for (const { email } of await newPeople(deployment, asksInPhase)) took.push((await ask(deployment, email)).ms);
  return took;
}

/** So that the next healthy round has no late emails to deliver beside. One that is being sent is left alone: it would go twice. */
async function deliverNow(deployment: Deployment): Promise<void> {
  for (let open = 1; open > 0; await sleep(200)) {
    await deployment.sql`update outbox_emails set due_at = now() where state = 'queued'`;
    const [row] =
      await deployment.sql`select count(*)::int as open from outbox_emails where state in ('queued', 'sending')`;
    open = Number(row?.open ?? 0);
  }
}

async function breakMail({ message }: Deployment, fault: MailFault | null): Promise<void> {
  message.fault = fault;
  if (fault) message.hangUp();
  else await message.close();
}
