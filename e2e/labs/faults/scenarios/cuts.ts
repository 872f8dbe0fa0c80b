import { startPostgresProxy } from '../../../support/postgres-proxy';
import { ask, openLink } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import type { Person } from '../ledger';
import { newPassword, newPeople, waitForLink } from '../people';
import { conclude, type Scenario } from '../scenario';

// One instance reaches its database by way of a proxy that knows the messages of PostgreSQL.

type Proxy = Awaited<ReturnType<typeof startPostgresProxy>>;
type Strike = Parameters<Proxy['arm']>[0];

/** The connection breaks after each message of the transaction that sets a new password. */
export const cuts: Scenario = {
  name: 'cuts',
  runs: 1,
  play: (stage) =>
    playAtProxy(stage, 'connection cut after message k of the reset', async (deployment, proxy, recoveries) => {
      let struck = 0;
      for (const side of ['frontend', 'backend'] as const) {
        // A long run takes every k. A short one takes every eighth, beginning anywhere.
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
    return await conclude(deployment, { fault, runs, recoveries });
  } finally {
    await proxy.stop();
  }
}

const waiting = new WeakMap<Deployment, Person[]>();

/** A user sets a password while the fault strikes, and presses again when the answer did not say that it was done. */
async function strike(deployment: Deployment, proxy: Proxy, fault: Strike, recoveries: number[]): Promise<boolean> {
  const { email } = await nextPerson(deployment);
  const message = await waitForLink(deployment, email);
  if (!message) throw new Error('The link did not come.');
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

/** People whose links are on their way: many at once, because a link takes longer than a fault. */
async function nextPerson(deployment: Deployment): Promise<Person> {
  const people = waiting.get(deployment) ?? [];
  if (people.length === 0) {
    people.push(...(await newPeople(deployment, 20)));
    await Promise.all(people.map(({ email }) => ask(deployment, email)));
    waiting.set(deployment, people);
  }
  const person = people.shift();
  if (!person) throw new Error('Nobody is left.');
  return person;
}
