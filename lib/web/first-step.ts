import * as secondSteps from '@/lib/users/second-steps';
import type { FirstStep } from '@/lib/users/sessions';
import { writeCookie } from './cookies';

/** Keeps in this browser that the password of a sign-in was right, until the second factor follows. */
export async function holdFirstStep(step: FirstStep): Promise<void> {
  await writeCookie('sign-in', await secondSteps.begin(step), secondSteps.secondStepMinutes * 60);
}
