import { readNetwork } from '@/lib/web/requester';

/** This process answers. `network` tells the doctor whether the address of a client can be read behind these proxies. */
export async function GET(): Promise<Response> {
  const network = (await readNetwork()) === 'unknown' ? 'unknown' : 'known';
  return Response.json({ status: 'live', network }, { headers: { 'Cache-Control': 'no-store' } });
}
