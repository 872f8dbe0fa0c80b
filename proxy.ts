import type { NextRequest, NextResponse } from 'next/server';

/** What a request meets first: lib/web/entry.ts. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  // Next.js loads this file wherever it runs, for its matcher. On a Node host hardly any request needs what is behind it.
  return (await import('./lib/web/entry')).admit(request);
}

// Next.js reads this from the source. On a Node host lib/web/requests.ts has done the same for most requests, and says so.
export const config = {
  matcher: [{ source: '/((?!_next/static/|icon\\.svg$).*)', missing: [{ type: 'header', key: 'x-let-pass' }] }],
};
