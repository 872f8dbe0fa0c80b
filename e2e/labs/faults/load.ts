import { setTimeout as sleep } from 'node:timers/promises';
import { ask, openLink, signIn } from './client';
import type { Deployment } from './deployment';
import { newPassword, newPerson, waitForLink } from './people';
import type { Random } from './random';

/** What lanes of people do until it is over. */
export type Load = { stop(): Promise<void>; journeys(): number };

/**
 * Several people at a time recover their accounts, one after another, whatever happens meanwhile.
 * @param restMs how long each rests at most before the next: without, many lanes are more than a small machine can hash
 */
export function startLoad(deployment: Deployment, lanes: number, random: Random, restMs = 0): Load {
  let isOver = false;
  let journeys = 0;
  const lane = async () => {
    while (!isOver) {
      await sleep(random.whole(restMs + 1));
      await recoverAccount(deployment, random, () => isOver);
      journeys += 1;
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane));
  // Whatever a lane throws is thrown when the load is stopped, not before a handler is attached.
  running.catch(() => undefined);
  return {
    journeys: () => journeys,
    async stop() {
      isOver = true;
      await running;
    },
  };
}

/** From "forgot password" to the new password. Some are signed in elsewhere, some press twice at once, some press again. */
export async function recoverAccount(deployment: Deployment, random: Random, isOver = () => false): Promise<void> {
  const [isElsewhere, isTwice] = [random.next() < 0.3, random.next() < 0.3];
  const { email, password } = await newPerson(deployment);
  if (isElsewhere) await signIn(deployment, email, password);
  await ask(deployment, email);
  const message = await waitForLink(deployment, email, isOver);
  // It may come later than anybody waits; the checker sees to it that it comes at all.
  if (!message) return;
  const forms = [
    await openLink(deployment, email, message.link),
    ...(isTwice ? [await openLink(deployment, email, message.link)] : []),
  ];
  const chosen = newPassword();
  const presses = await Promise.all(forms.map((press, i) => press(i ? newPassword() : chosen)));
  // Who saw no answer presses once more.
  if (presses[0]?.outcome === 'unknown') await (await openLink(deployment, email, message.link))(chosen);
}
