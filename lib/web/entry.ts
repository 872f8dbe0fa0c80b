import { type NextRequest, NextResponse } from 'next/server';
import { cookieName } from './cookies';
import { findLocalPath } from './destination';
import { findRefusal, isCallbackUrl, isForMembers, type Refusal } from './guard';
import { contentSecurityPolicy, strictTransport } from './headers';
import { hereHeader } from './here';
import { readWords } from './language';
import { refusalPage } from './refusal';
import { writeTicket } from './ticket';

/** Before a page, an action or a route: the guard, the way to the sign-in page, and the headers that change with each answer. */
export async function admit(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const answer = await decide(request, nonce, policy);
  answer.headers.set('Content-Security-Policy', policy);
  for (const { key, value } of strictTransport()) answer.headers.set(key, value);
  return answer;
}

async function decide(request: NextRequest, nonce: string, policy: string): Promise<NextResponse> {
  const refusal = findRefusal(request.method, request.nextUrl.pathname, request.headers);
  if (refusal) return refuse(refusal.status, refusalPage(refusal.reason, await readWords(), nonce));
  const { pathname, searchParams } = request.nextUrl;
  if (pathname.startsWith('/api/auth/') && !searchParams.getAll('callbackUrl').every(isCallbackUrl))
    return refuse(400, refusalPage('unreadable', await readWords(), nonce));
  return isForMembers(request.method, request.nextUrl.pathname) && !request.cookies.has(cookieName('session'))
    ? toSignIn(request)
    : pass(request, policy);
}

function refuse(status: Refusal['status'], page: string): NextResponse {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  const allow = status === 405 ? { Allow: 'GET, HEAD, POST' } : {};
  return new NextResponse(page, { status, headers: { ...headers, ...allow } });
}

// Only who has no session cookie at all is sent from here, with a note of where they were going; the pages ask the database.
async function toSignIn({ nextUrl }: NextRequest): Promise<NextResponse> {
  const next = findLocalPath(nextUrl.pathname + nextUrl.search);
  if (next) await writeTicket({ next });
  const signIn = nextUrl.clone();
  signIn.pathname = '/login';
  signIn.search = '';
  const answer = NextResponse.redirect(signIn, 303);
  answer.headers.set('Cache-Control', 'no-store');
  return answer;
}

// Next.js reads the nonce for its own scripts from the policy on the request, and the layout that for its style.
function pass(request: NextRequest, policy: string): NextResponse {
  const callback = cookieName('callback');
  if (!isCallbackUrl(request.cookies.get(callback)?.value ?? '')) request.cookies.delete(callback);
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set(hereHeader, request.nextUrl.pathname);
  return NextResponse.next({ request: { headers } });
}
