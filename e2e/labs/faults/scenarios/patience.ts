import { setTimeout as sleep } from 'node:timers/promises';
import { requestReset } from '../client';
import type { MailFault } from '../conversation';
import { type Deployment, openDeployment } from '../deployment';
import { newPeople } from '../people';
import { finishScenario, quantile, type Scenario } from '../scenario';

const faults: Record<string, MailFault | null> = {
  refused: null,
  'silent at the greeting': { kind: 'hang', at: 'greeting' },
  'silent after the email': { kind: 'hang', at: '.' },
  'one byte a second': { kind: 'slow' },
  '450 greylisted': { kind: 'reply', at: 'RCPT', line: '450 4.7.1 later' },
};

/** The 95th percentile may grow by at most a tenth. */
const tolerance = 1.1;
const requestsPerPhase = 25;

/** Compares the response time of "forgot password" with a working and a broken mail server, in alternating phases. */
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
      // More rounds average out the load of other programs on the machine.
      for (let round = 0; round < runs || (round < 4 * runs && ratio() > tolerance); round += 1) {
        healthy.push(...(await measure(deployment)));
        await breakMail(deployment, fault);
        broken.push(...(await measure(deployment)));
        await deployment.mailServer.removeFault();
        await deliverNow(deployment);
      }
      const figures = [healthy, broken].map((all) => `${quantile(all, 0.95).toFixed(1)} ms`).join(' → ');
      notes.push(
        `${name}: p95 of "forgot password" ${figures}, ${ratio().toFixed(2)} times, ${broken.length} requests each`,
      );
      if (ratio() > tolerance)
        violations.push({
          rule: 'the answer does not wait for the mail server',
          about: `${name}: ${ratio().toFixed(2)}`,
        });
    }
    const count = Object.keys(faults).length * runs;
    return finishScenario(deployment, {
      fault: 'p95 of the answer while email delivery fails',
      runs: count,
      recoveries: [],
      notes,
      violations,
    });
  },
};

async function measure(deployment: Deployment): Promise<number[]> {
  const took: number[] = [];
  for (const { email } of await newPeople(deployment, requestsPerPhase))
    took.push((await requestReset(deployment, email)).ms);
  return took;
}

/** Delivers all queued emails before the next healthy round. Emails in state 'sending' are left alone, or they would be sent twice. */
async function deliverNow(deployment: Deployment): Promise<void> {
  for (let open = 1; open > 0; await sleep(200)) {
    await deployment.sql`update outbox_emails set due_at = now() where state = 'queued'`;
    const [row] =
      await deployment.sql`select count(*)::int as open from outbox_emails where state in ('queued', 'sending')`;
    open = Number(row?.open ?? 0);
  }
}

async function breakMail({ mailServer }: Deployment, fault: MailFault | null): Promise<void> {
  mailServer.fault = fault;
  if (fault) mailServer.hangUp();
  else await mailServer.close();
}
