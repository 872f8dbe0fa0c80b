import type { NextRequest, NextResponse } from 'next/server';
import { countAttempts } from '@/lib/web/entry';

/** The guard: the only place that refuses a request. No header makes Next.js skip it. */
export function proxy(request: NextRequest): Promise<NextResponse> {
  return countAttempts(request);
}

// Files of the build, the same for everybody. Next.js reads the matcher from the source, so it is written out here.
export const config = { matcher: '/((?!_next/static/|icon\\.svg$).*)' };
