import { setTimeout as sleep } from 'node:timers/promises';
import { requestReset } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { newPeople, newPerson } from '../people';
import { finishScenario, quantile, type Scenario } from '../scenario';

/** No fault: measures the time from the request to the accepted email. */
export const healthy: Scenario = {
  name: 'healthy',
  runs: 300,
  async play({ runs, newDatabase, random }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase() });
    // The first requests of a process load its code, so they are not measured.
    await Promise.all((await newPeople(deployment, 8)).map(({ email }) => requestReset(deployment, email)));
    await deployment.recover();
    const people = await newPeople(deployment, runs);
    for (const { email } of people) {
      await requestReset(deployment, email);
      await sleep(random.whole(100));
    }
    await deployment.recover();
    const delays = people.map(({ email }) => findDelay(deployment, email));
    const p99 = quantile(delays, 0.99);
    const late = p99 > 2_000 ? [{ rule: 'an email leaves within 2 s (p99)', about: `${p99} ms` }] : [];
    const figures = [0.5, 0.95, 0.99].map((p) => `p${p * 100} ${quantile(delays, p)} ms`).join(', ');
    const notes = [`from the request to the accepted email: ${figures}`];
    return finishScenario(deployment, {
      fault: 'nothing is broken',
      runs,
      recoveries: delays,
      notes,
      violations: late,
    });
  },
};

/** The only instance is killed while it waits for the mail server to accept an email. */
export const killsSending: Scenario = {
  name: 'kills-sending',
  runs: 5,
  async play({ runs, newDatabase }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase(), instances: 1 });
    const [instance] = deployment.instances;
    const delays: number[] = [];
    for (let run = 0; run < runs && instance; run += 1) {
      deployment.mailServer.fault = { kind: 'hang', at: run % 2 ? '.' : 'DATA' };
      deployment.mailServer.hangUp();
      const { email } = await newPerson(deployment);
      await requestReset(deployment, email);
      for (let isSending = false; !isSending; await sleep(50)) {
        const [row] = await deployment.sql`select state from outbox_emails where canonical = ${email}`;
        isSending = row?.state === 'sending';
      }
      await instance.kill();
      deployment.crashes += 1;
      await deployment.mailServer.removeFault();
      const begun = Date.now();
      const before = deployment.mailServer.to(email).length;
      await instance.start();
      for (; deployment.mailServer.to(email).length === before && Date.now() - begun < 120_000; ) await sleep(50);
      delays.push(Date.now() - begun);
    }
    const worst = Math.max(...delays);
    const late = worst > 60_000 ? [{ rule: 'after a crash an email leaves within 60 s', about: `${worst} ms` }] : [];
    const notes = [`from the crash to the accepted email: ${(worst / 1000).toFixed(1)} s at most`];
    return finishScenario(deployment, {
      fault: 'kill -9 while an email is being sent',
      runs,
      recoveries: delays,
      notes,
      violations: late,
    });
  },
};

function findDelay({ mailServer, ledger }: Deployment, email: string): number {
  const requestedAt = ledger.entries.find((entry) => entry.email === email && entry.verb === 'request')?.begunAt ?? 0;
  const [first] = mailServer.to(email);
  return first ? first.at - requestedAt : Number.POSITIVE_INFINITY;
}
