import type { Violation } from '../checker';
import { openLink, signIn } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { recoverAccount } from '../load';
import { askPair } from '../pairs';
import { newPassword, newPerson, waitForLink } from '../people';
import { conclude, type Scenario } from '../scenario';

const minute = 60_000;
const shifts = {
  '5 minutes behind': -5 * minute,
  '5 minutes ahead': 5 * minute,
  'a day behind': -1440 * minute,
  'a day ahead': 1440 * minute,
};

/** Two instances, one of which has a wrong clock. What one of them writes the other must take. */
export const clocks: Scenario = {
  name: 'clocks',
  runs: 10,
  async play({ runs, newDatabase, random }) {
    const databaseUrl = await newDatabase();
    const violations: Violation[] = [];
    // Both read the time from Date; the second one's is preloaded with another.
    const settings = (shift: number) => (index: number) => (index ? { NODE_OPTIONS: shiftDate(shift) } : {});
    const deployment = await openDeployment({ databaseUrl, settings: settings(0) });
    for (const [name, shift] of Object.entries(shifts)) {
      const wrong = deployment.instances[1];
      await wrong?.stop();
      if (wrong) wrong.settings = { ...wrong.settings, NODE_OPTIONS: shiftDate(shift) };
      await wrong?.start();
      for (let run = 0; run < runs; run += 1) {
        await Promise.all([
          recoverAccount(deployment, random),
          recoverAccount(deployment, random),
          askPair(deployment, { isSteady: true }),
        ]);
        violations.push(...(await crossOver(deployment, name)));
      }
    }
    return conclude(deployment, {
      fault: 'the clock of one instance is wrong',
      runs: 4 * runs,
      recoveries: [],
      violations,
    });
  },
};

/** A session and a link meet both instances, several times each: the balancer takes turns. */
async function crossOver(deployment: Deployment, name: string): Promise<Violation[]> {
  const person = await newPerson(deployment);
  const session = await signIn(deployment, person.email, person.password);
  for (let visit = 0; visit < 4; visit += 1) {
    const me = await session?.me();
    if (me !== person.email) return [{ rule: 'a session is good on every instance', about: `${name}: ${me}` }];
  }
  const asked = await askPair(deployment, { isSteady: true });
  const message = await waitForLink(deployment, asked);
  if (!message) return [{ rule: 'a link comes', about: name }];
  const press = await openLink(deployment, asked, message.link);
  const { outcome, answer } = await press(newPassword());
  return outcome === 'ok' ? [] : [{ rule: 'a link is good on every instance', about: `${name}: ${answer}` }];
}

function shiftDate(ms: number): string {
  const script = `const R=Date,s=${ms};globalThis.Date=class extends R{constructor(...a){a.length?super(...a):super(R.now()+s)}
static now(){return R.now()+s}}`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}
