import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../client';
import { type House, openHouse } from '../house';
import { newPeople, newPerson } from '../people';
import { conclude, quantile, type Scenario } from '../scenario';

/** Nothing is broken: how long after the press a mail server has the mail. */
export const healthy: Scenario = {
  name: 'healthy',
  runs: 300,
  async play({ runs, newDatabase, random }) {
    const house = await openHouse({ databaseUrl: await newDatabase() });
    // The first request of a process loads its code.
    await Promise.all((await newPeople(house, 8)).map(({ email }) => ask(house, email)));
    await house.recover();
    const people = await newPeople(house, runs);
    for (const { email } of people) {
      await ask(house, email);
      await sleep(random.whole(100));
    }
    await house.recover();
    const delays = people.map(({ email }) => findDelay(house, email));
    const p99 = quantile(delays, 0.99);
    const late = p99 > 2_000 ? [{ rule: 'a mail leaves within 2 s (p99)', about: `${p99} ms` }] : [];
    const figures = [0.5, 0.95, 0.99].map((p) => `p${p * 100} ${quantile(delays, p)} ms`).join(', ');
    const notes = [`from the press to a mail server that has the mail: ${figures}`];
    return conclude(house, { fault: 'nothing is broken', runs, recoveries: delays, notes, violations: late });
  },
};

/** The only instance is killed while the mail server keeps it waiting for the answer to a mail. */
export const killsSending: Scenario = {
  name: 'kills-sending',
  runs: 5,
  async play({ runs, newDatabase }) {
    const house = await openHouse({ databaseUrl: await newDatabase(), instances: 1 });
    const [instance] = house.instances;
    const delays: number[] = [];
    for (let run = 0; run < runs && instance; run += 1) {
      house.mail.fault = { kind: 'hang', at: run % 2 ? '.' : 'DATA' };
      house.mail.hangUp();
      const { email } = await newPerson(house);
      await ask(house, email);
      for (let isHeld = false; !isHeld; await sleep(50)) {
        const [letter] = await house.sql`select state from letters where canonical = ${email}`;
        isHeld = letter?.state === 'sending';
      }
      await instance.kill();
      house.crashes += 1;
      await house.mail.heal();
      const begun = Date.now();
      const before = house.mail.to(email).length;
      await instance.start();
      for (; house.mail.to(email).length === before && Date.now() - begun < 120_000; ) await sleep(50);
      delays.push(Date.now() - begun);
    }
    const worst = Math.max(...delays);
    const late = worst > 60_000 ? [{ rule: 'after a crash a mail leaves within 60 s', about: `${worst} ms` }] : [];
    const notes = [`from the crash to a mail server that has the mail: ${(worst / 1000).toFixed(1)} s at most`];
    return conclude(house, {
      fault: 'kill -9 while a mail is on the wire',
      runs,
      recoveries: delays,
      notes,
      violations: late,
    });
  },
};

function findDelay({ mail, ledger }: House, email: string): number {
  const pressed = ledger.entries.find((entry) => entry.email === email && entry.verb === 'ask')?.begunAt ?? 0;
  const [first] = mail.to(email);
  return first ? first.at - pressed : Number.POSITIVE_INFINITY;
}
