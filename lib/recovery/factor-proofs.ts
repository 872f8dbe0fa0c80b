import { sql } from 'drizzle-orm';
import { readClock } from '@/lib/factors/authenticators';
import { isEnrolled } from '@/lib/factors/factors';
import * as token from '@/lib/token';
import * as waits from '@/lib/users/waits';

/** How long a second factor that was given for a reset link counts, in the browser that gave it. */
export const proofMinutes = 10;

/** SQL for whether a reset needs a second factor: one is enrolled, and the reset does not end a waiting period whose time has come. */
export const needsFactor = sql<boolean>`(${isEnrolled(sql`resets.user_id`)} and not ${waits.isDue(sql`resets.recovery_wait_id`)})`;

type Reset = { id: string; userId: string; needsFactor: boolean };

/** Signs that the second factor was given for a reset. A refused password then does not ask for it again. */
export async function issue({ id, userId }: Reset): Promise<string> {
  const until = (await readClock()) + proofMinutes * 60;
  return token.issue('factor', { subject: userId, id, data: { until } }, proofMinutes * 60);
}

/** Whether a reset has the second factor that it needs, if it needs one. @param proof what `issue` returned in this browser, or empty */
export async function isProven(reset: Reset, proof: string): Promise<boolean> {
  if (!reset.needsFactor) return true;
  const claims = await token.findClaims('factor', proof);
  if (claims?.id !== reset.id || claims.subject !== reset.userId) return false;
  return Number(claims.data?.until) > (await readClock());
}
