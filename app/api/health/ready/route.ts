import { isReady } from '@/lib/operations/readiness';

/** This process can do its work: the database answers. Nothing about emails, whose age would tell strangers about accounts. */
export async function GET(): Promise<Response> {
  const ready = await isReady();
  return Response.json(
    { status: ready ? 'ready' : 'not ready' },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store', ...(ready ? {} : { 'Retry-After': '5' }) } },
  );
}
