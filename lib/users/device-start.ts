import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { sessions } from '@/db/schema';

/** From when the device of a session is known; null when the session has ended already. */
export async function findStart(sessionId: string): Promise<Date | null> {
  const [row] = await db().select({ createdAt: sessions.createdAt }).from(sessions).where(eq(sessions.id, sessionId));
  return row?.createdAt ?? null;
}
