import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Violation } from '../checker';
import { openLink, signIn } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { startLoad } from '../load';
import { requestPair } from '../pairs';
import { newPassword, newPerson, waitForLink } from '../people';
import { finishScenario, type Scenario } from '../scenario';

/** A deploy without new code: under load, one instance after the other stops in order and starts again. */
export const rolling: Scenario = {
  name: 'rolling',
  runs: 20,
  async play({ runs, newDatabase, random }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase() });
    const load = startLoad(deployment, 8, random);
    const violations: Violation[] = [];
    const recoveries: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await sleep(1_000 + random.whole(2_000));
      recoveries.push(await restart(deployment, run, violations));
      if (run % 4 === 0) await requestPair(deployment, { isSteady: true });
    }
    await load.stop();
    const lost = deployment.ledger.count('unknown');
    if (lost) violations.push({ rule: 'no request is lost in a restart', about: `${lost} unknown outcomes` });
    return finishScenario(deployment, { fault: 'rolling restarts (SIGTERM)', runs, recoveries, violations });
  },
};

/**
 * The secret is replaced while links are in flight, as the README describes: every instance first gets the new one as a previous
 * secret, then uses it and keeps the old one as previous. Links, sessions and open pages must keep working.
 */
export const rotation: Scenario = {
  name: 'rotation',
  runs: 5,
  async play({ runs, newDatabase, random }) {
    const deployment = await openDeployment({ databaseUrl: await newDatabase() });
    const violations: Violation[] = [];
    let secret = process.env.AUTH_SECRET ?? '';
    for (let run = 0; run < runs; run += 1) {
      const load = startLoad(deployment, 4, random);
      const [person, other] = [await newPerson(deployment), await newPerson(deployment)];
      const known = await requestPair(deployment, { isSteady: true });
      const session = await signIn(deployment, person.email, person.password);
      const inFlight = await waitForLink(deployment, known);
      const press = inFlight && (await openLink(deployment, known, inFlight.link));
      const next = randomBytes(48).toString('base64url');
      await roll(deployment, { AUTH_SECRET: secret, AUTH_SECRET_PREVIOUS: next }, violations);
      await roll(deployment, { AUTH_SECRET: next, AUTH_SECRET_PREVIOUS: secret }, violations);
      secret = next;
      // The open page, the delivered link and the session were made with the old secret.
      const sent = await press?.(newPassword());
      if (sent?.outcome !== 'ok') violations.push({ rule: 'a link survives a new secret', about: `${sent?.answer}` });
      const me = await session?.me();
      if (me !== person.email) violations.push({ rule: 'a session survives a new secret', about: person.email });
      await signIn(deployment, other.email, other.password);
      await load.stop();
    }
    return finishScenario(deployment, {
      fault: 'a new AUTH_SECRET with links in flight',
      runs,
      recoveries: [],
      violations,
    });
  },
};

async function roll(deployment: Deployment, settings: Record<string, string>, violations: Violation[]): Promise<void> {
  for (const [index, instance] of deployment.instances.entries()) {
    instance.settings = { ...instance.settings, ...settings };
    await restart(deployment, index, violations);
  }
}

async function restart({ instances }: Deployment, index: number, violations: Violation[]): Promise<number> {
  const instance = instances[index % instances.length];
  if (!instance) return 0;
  // As a hosting platform does: stop routing new connections, then send SIGTERM. The pause matters because Node.js closes a
  // connection without a request yet as idle.
  instance.isUp = false;
  await sleep(250);
  const { code, ms } = await instance.stop();
  if (code !== 143) violations.push({ rule: 'SIGTERM ends with code 143', about: `code ${code} after ${ms} ms` });
  if (ms > 12_000) violations.push({ rule: 'SIGTERM ends within 12 s', about: `${ms} ms` });
  await instance.start();
  return ms;
}
