import { runOnce } from '@/lib/delivery/worker';
import { respond } from '@/lib/web/answer';
import { isFromScheduler } from '@/lib/web/scheduler';

/** A run claims emails for half a minute and then finishes those in progress, within the minute that every host allows. */
export const maxDuration = 60;
const claimingMs = 30_000;

/** For schedulers on hosts without a loop: delivers due emails, removes expired rows, and returns counts by state. */
export async function GET(request: Request): Promise<Response> {
  if (!isFromScheduler(request.headers)) {
    return new Response('Unauthorized', { status: 401, headers: { 'WWW-Authenticate': 'Bearer', ...noStore } });
  }
  return respond(async () => Response.json({ emails: await runOnce(claimingMs) }, { headers: noStore }));
}

export const POST = GET;

const noStore = { 'Cache-Control': 'no-store' };
