import type { Violation } from '../checker';
import { openLink, signIn } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { recoverAccount } from '../load';
import { requestPair } from '../pairs';
import { newPassword, newPerson, waitForLink } from '../people';
import { finishScenario, type Scenario } from '../scenario';

const minute = 60_000;
const shifts = {
  '5 minutes behind': -5 * minute,
  '5 minutes ahead': 5 * minute,
  'a day behind': -1440 * minute,
  'a day ahead': 1440 * minute,
};

/** One of two instances has a wrong clock. Each must accept what the other writes. */
export const clocks: Scenario = {
  name: 'clocks',
  runs: 10,
  async play({ runs, newDatabase, random }) {
    const databaseUrl = await newDatabase();
    const violations: Violation[] = [];
    // The second instance preloads a Date that is shifted.
    const settings = (shift: number) => (index: number) => (index ? { NODE_OPTIONS: shiftDate(shift) } : {});
    const deployment = await openDeployment({ databaseUrl, settings: settings(0) });
    for (const [name, shift] of Object.entries(shifts)) {
      const shifted = deployment.instances[1];
      await shifted?.stop();
      if (shifted) shifted.settings = { ...shifted.settings, NODE_OPTIONS: shiftDate(shift) };
      await shifted?.start();
      for (let run = 0; run < runs; run += 1) {
        await Promise.all([
          recoverAccount(deployment, random),
          recoverAccount(deployment, random),
          requestPair(deployment, { isSteady: true }),
        ]);
        violations.push(...(await checkAcrossInstances(deployment, name)));
      }
    }
    return finishScenario(deployment, {
      fault: 'the clock of one instance is wrong',
      runs: 4 * runs,
      recoveries: [],
      violations,
    });
  },
};

/** Uses a session and a link on both instances: the balancer alternates between them. */
async function checkAcrossInstances(deployment: Deployment, name: string): Promise<Violation[]> {
  const person = await newPerson(deployment);
  const session = await signIn(deployment, person.email, person.password);
  for (let request = 0; request < 4; request += 1) {
    const me = await session?.me();
    if (me !== person.email) return [{ rule: 'a session works on every instance', about: `${name}: ${me}` }];
  }
  const email = await requestPair(deployment, { isSteady: true });
  const message = await waitForLink(deployment, email);
  if (!message) return [{ rule: 'a link arrives', about: name }];
  const press = await openLink(deployment, email, message.link);
  const { outcome, answer } = await press(newPassword());
  return outcome === 'ok' ? [] : [{ rule: 'a link works on every instance', about: `${name}: ${answer}` }];
}

function shiftDate(ms: number): string {
  const script = `const R=Date,s=${ms};globalThis.Date=class extends R{constructor(...a){a.length?super(...a):super(R.now()+s)}
static now(){return R.now()+s}}`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}
