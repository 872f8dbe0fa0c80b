import { startPostgresProxy } from '../../../support/postgres-proxy';
import { openLink, requestReset } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import type { Person } from '../ledger';
import { newPassword, newPeople, waitForLink } from '../people';
import { finishScenario, type Scenario } from '../scenario';

// One instance, connected to its database through a proxy that understands the messages of PostgreSQL.

type Proxy = Awaited<ReturnType<typeof startPostgresProxy>>;
type Strike = Parameters<Proxy['arm']>[0];

/** The connection is closed after message k of the transaction that sets a new password, for every k. */
export const cuts: Scenario = {
  name: 'cuts',
  runs: 1,
  play: (stage) =>
    playAtProxy(stage, 'connection cut after message k of the reset', async (deployment, proxy, recoveries) => {
      let struck = 0;
      for (const side of ['frontend', 'backend'] as const) {
        // A full run takes every k, a short one every eighth from a random start.
        const stride = stage.isShort ? 8 : 1;
        for (
          let messages = stride === 1 ? Number(side === 'backend') : 1 + stage.random.whole(stride);
          ;
          messages += stride
        ) {
          const after = { side, messages };
          if (!(await strike(deployment, proxy, { since: 'begin', after, how: 'cut' }, recoveries))) break;
          struck += 1;
        }
      }
      return struck;
    }),
};

/** The new password is committed, but the answer to COMMIT is lost. */
export const lostCommits: Scenario = {
  name: 'lost-commits',
  runs: 20,
  play: (stage) =>
    playAtProxy(stage, 'the answer to COMMIT is lost', async (deployment, proxy, recoveries) => {
      for (let run = 0; run < stage.runs; run += 1) {
        const how = run % 4 === 3 ? 'silence' : 'cut';
        await strike(deployment, proxy, { since: 'begin', after: 'commit', how }, recoveries);
      }
      return stage.runs;
    }),
};

async function playAtProxy(
  stage: Parameters<Scenario['play']>[0],
  fault: string,
  play: (deployment: Deployment, proxy: Proxy, recoveries: number[]) => Promise<number>,
) {
  const databaseUrl = await stage.newDatabase();
  const proxy = await startPostgresProxy(databaseUrl);
  const settings = () => ({ DATABASE_URL: proxy.urlFor(databaseUrl) });
  const deployment = await openDeployment({ databaseUrl, instances: 1, settings, isHurried: stage.isShort });
  const recoveries: number[] = [];
  try {
    const runs = await play(deployment, proxy, recoveries);
    return await finishScenario(deployment, { fault, runs, recoveries });
  } finally {
    await proxy.stop();
  }
}

const pendingPeople = new WeakMap<Deployment, Person[]>();

/** A user submits a password while the fault strikes, and submits again unless that succeeded. False when the fault did not strike. */
async function strike(deployment: Deployment, proxy: Proxy, fault: Strike, recoveries: number[]): Promise<boolean> {
  const { email } = await nextPerson(deployment);
  const message = await waitForLink(deployment, email);
  if (!message) throw new Error('The link did not arrive.');
  const press = await openLink(deployment, email, message.link);
  const password = newPassword();
  const armed = proxy.arm(fault);
  const first = await press(password);
  armed.disarm();
  if (!armed.hasStruck()) return false;
  deployment.crashes += 1;
  const begun = Date.now();
  if (first.outcome !== 'ok') await (await openLink(deployment, email, message.link))(password);
  recoveries.push(Date.now() - begun);
  return true;
}

/** A user with a requested link. Links are requested for 20 users at once, because a link takes longer than a fault. */
async function nextPerson(deployment: Deployment): Promise<Person> {
  const people = pendingPeople.get(deployment) ?? [];
  if (people.length === 0) {
    people.push(...(await newPeople(deployment, 20)));
    await Promise.all(people.map(({ email }) => requestReset(deployment, email)));
    pendingPeople.set(deployment, people);
  }
  const person = people.shift();
  if (!person) throw new Error('No user is left.');
  return person;
}
