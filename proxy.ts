import type { NextRequest, NextResponse } from 'next/server';
import { handleRequest } from '@/lib/web/entry';

/** The guard: the only place that refuses a request by its headers, before routing. No header makes Next.js skip it. */
export function proxy(request: NextRequest): Promise<NextResponse> {
  return handleRequest(request);
}

// Static files of the build need no guard. Next.js reads the matcher statically, so it must be a literal.
export const config = { matcher: '/((?!_next/static/|icon\\.svg$).*)' };
