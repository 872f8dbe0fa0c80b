import { NextRequest } from 'next/server';
import { handlers } from '@/lib/web/auth';

/** What next-auth tells of a session. Its forms are not used, and its queries neither: an odd one would end in a bare 500. */
export async function GET({ nextUrl, headers }: NextRequest): Promise<Response> {
  return handlers.GET(new NextRequest(new URL(nextUrl.pathname, nextUrl), { headers }));
}
