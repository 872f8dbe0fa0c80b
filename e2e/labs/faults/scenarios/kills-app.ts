import { setTimeout as sleep } from 'node:timers/promises';
import { type Deployment, openDeployment } from '../deployment';
import type { Instance } from '../instance';
import { startLoad } from '../load';
import { requestPair } from '../pairs';
import { finishScenario, type Scenario, type Stage } from '../scenario';

/** Two instances under load are each killed at random moments and started again. */
export const killsApp: Scenario = {
  name: 'kills-app',
  runs: 300,
  async play(stage) {
    const deployment = await openDeployment({ databaseUrl: await stage.newDatabase(), isHurried: stage.isShort });
    const load = startLoad(deployment, 10, stage.random);
    const plan = { left: stage.runs };
    const recoveries = await Promise.all(
      deployment.instances.map((instance) => killRepeatedly(deployment, instance, stage, plan)),
    );
    await load.stop();
    return finishScenario(deployment, { fault: 'kill -9 of the app', runs: stage.runs, recoveries: recoveries.flat() });
  },
};

async function killRepeatedly(deployment: Deployment, instance: Instance, { random }: Stage, plan: { left: number }) {
  const recoveries: number[] = [];
  while (plan.left > 0) {
    plan.left -= 1;
    await sleep(random.whole(1_500));
    // Its requests may reach the site before, during or after the outage.
    const pair = random.next() < 0.2 ? requestPair(deployment, { isSteady: false }) : null;
    pair?.catch(() => undefined);
    await instance.kill();
    deployment.crashes += 1;
    const begun = Date.now();
    await instance.start();
    recoveries.push(Date.now() - begun);
    await pair;
  }
  return recoveries;
}
