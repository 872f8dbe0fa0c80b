import { type NextRequest, NextResponse } from 'next/server';
import { isFromHere } from '@/lib/web/guard';
import { contentSecurityPolicy, strictTransport } from '@/lib/web/headers';
import { refusal } from '@/lib/web/refusal';

/** Before every page, action and route: the cross-site guard, and the headers that change with each answer. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const answer = isFromHere(request.method, request.nextUrl.pathname, request.headers)
    ? pass(request, policy)
    : new NextResponse(refusal(nonce), {
        status: 403,
        headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
      });
  answer.headers.set('Content-Security-Policy', policy);
  if (strictTransport()) answer.headers.set('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
  return answer;
}

export const config = { matcher: '/((?!_next/static|icon.svg).*)' };

// Next.js reads the nonce for its own scripts from the policy on the request, and the layout that for its style.
function pass(request: NextRequest, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  return NextResponse.next({ request: { headers } });
}
