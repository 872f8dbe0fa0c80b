import { isReady } from '@/lib/operations/readiness';

/** Readiness: the database answers, takes writes and is migrated. Nothing about emails, because their age would reveal accounts. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? 'ready' : 'not ready' },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) } },
  );
}
