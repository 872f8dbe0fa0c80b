import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { newPeople, newPerson } from '../people';
import { conclude, quantile, type Scenario } from '../scenario';

/** Nothing is broken: how long after the press a mail server has the email. */
export const healthy: Scenario = {
  name: 'healthy',
  runs: 300,
  async play({ runs, newDatabase, random }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase() });
    // The first request of a process loads its code.
    await Promise.all((await newPeople(deployment, 8)).map(({ email }) => ask(deployment, email)));
    await deployment.recover();
    const people = await newPeople(deployment, runs);
    for (const { email } of people) {
      await ask(deployment, email);
      await sleep(random.whole(100));
    }
    await deployment.recover();
    const delays = people.map(({ email }) => findDelay(deployment, email));
    const p99 = quantile(delays, 0.99);
    const late = p99 > 2_000 ? [{ rule: 'a mail leaves within 2 s (p99)', about: `${p99} ms` }] : [];
    const figures = [0.5, 0.95, 0.99].map((p) => `p${p * 100} ${quantile(delays, p)} ms`).join(', ');
    const notes = [`from the press to a mail server that has the mail: ${figures}`];
    return conclude(deployment, { fault: 'nothing is broken', runs, recoveries: delays, notes, violations: late });
  },
};

/** The only instance is killed while the mail server keeps it waiting for the answer to an email. */
export const killsSending: Scenario = {
  name: 'kills-sending',
  runs: 5,
  async play({ runs, newDatabase }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase(), instances: 1 });
    const [instance] = deployment.instances;
    const delays: number[] = [];
    for (let run = 0; run < runs && instance; run += 1) {
      deployment.message.fault = { kind: 'hang', at: run % 2 ? '.' : 'DATA' };
      deployment.message.hangUp();
      const { email } = await newPerson(deployment);
      await ask(deployment, email);
      for (let isHeld = false; !isHeld; await sleep(50)) {
        const [outboxEmail] = await deployment.sql`select state from outbox_emails where canonical = ${email}`;
        isHeld = outboxEmail?.state === 'sending';
      }
      await instance.kill();
      deployment.crashes += 1;
      await deployment.message.heal();
      const begun = Date.now();
      const before = deployment.message.to(email).length;
      await instance.start();
      for (; deployment.message.to(email).length === before && Date.now() - begun < 120_000; ) await sleep(50);
      delays.push(Date.now() - begun);
    }
    const worst = Math.max(...delays);
    const late = worst > 60_000 ? [{ rule: 'after a crash a mail leaves within 60 s', about: `${worst} ms` }] : [];
    const notes = [`from the crash to a mail server that has the mail: ${(worst / 1000).toFixed(1)} s at most`];
    return conclude(deployment, {
      fault: 'kill -9 while a mail is on the wire',
      runs,
      recoveries: delays,
      notes,
      violations: late,
    });
  },
};

function findDelay({ message, ledger }: Deployment, email: string): number {
  const pressed = ledger.entries.find((entry) => entry.email === email && entry.verb === 'ask')?.begunAt ?? 0;
  const [first] = message.to(email);
  return first ? first.at - pressed : Number.POSITIVE_INFINITY;
}
