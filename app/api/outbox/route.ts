import { deliverDue } from '@/lib/delivery';
import { sweep } from '@/lib/retention';
import { isFromScheduler } from '@/lib/web/scheduler';

/** For schedulers of hosts without a loop: delivers what is due and removes what has done its time. */
export async function GET(request: Request): Promise<Response> {
  if (!isFromScheduler(request.headers)) return new Response('Unauthorized', { status: 401 });
  const settled = await deliverDue();
  await sweep();
  return Response.json({ settled }, { headers: { 'Cache-Control': 'no-store' } });
}

export const POST = GET;
