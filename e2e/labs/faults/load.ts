import { setTimeout as sleep } from 'node:timers/promises';
import { openLink, requestReset, signIn } from './client';
import type { Deployment } from './deployment';
import { newPassword, newPerson, waitForLink } from './people';
import type { Random } from './random';

/** A running load. `stop()` waits for the recoveries in progress. */
export type Load = { stop(): Promise<void>; journeys(): number };

/**
 * Recovers accounts continuously, each lane one after another, whatever faults happen meanwhile.
 * @param restMs the longest pause of a lane between two recoveries; without one, many lanes exceed what a small machine can hash
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
  // An error of a lane is thrown by stop(). This handler keeps it from being an unhandled rejection before.
  running.catch(() => undefined);
  return {
    journeys: () => journeys,
    async stop() {
      isOver = true;
      await running;
    },
  };
}

/** From "forgot password" to the new password. Some users are signed in elsewhere, some submit two passwords at once, some retry. */
export async function recoverAccount(deployment: Deployment, random: Random, isOver = () => false): Promise<void> {
  const [isElsewhere, isTwice] = [random.next() < 0.3, random.next() < 0.3];
  const { email, password } = await newPerson(deployment);
  if (isElsewhere) await signIn(deployment, email, password);
  await requestReset(deployment, email);
  const message = await waitForLink(deployment, email, isOver);
  // The link may come after this client gives up; the checker verifies that it comes at all.
  if (!message) return;
  const forms = [
    await openLink(deployment, email, message.link),
    ...(isTwice ? [await openLink(deployment, email, message.link)] : []),
  ];
  const chosen = newPassword();
  const presses = await Promise.all(forms.map((press, i) => press(i ? newPassword() : chosen)));
  // A client without an answer submits once more.
  if (presses[0]?.outcome === 'unknown') await (await openLink(deployment, email, message.link))(chosen);
}
