import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { cookieName } from './cookies';
import { findLocalPath, signInPath } from './destination';
import { findRefusal, isForMembers, type Refusal } from './guard';
import { contentSecurityPolicy, strictTransport } from './headers';
import { hereHeader } from './here';
import { readWords } from './language';
import { refusalPage } from './refusal';

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
  return isForMembers(request.method, request.nextUrl.pathname) && !request.cookies.has(cookieName('session'))
    ? toSignIn(request)
    : pass(request, policy);
}

function refuse(status: Refusal['status'], page: string): NextResponse {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  const allow = status === 405 ? { Allow: 'GET, HEAD, POST' } : {};
  return new NextResponse(page, { status, headers: { ...headers, ...allow } });
}

// Decided by the cookie alone: whether its session lives, the pages ask the database (requireVisitor).
function toSignIn({ nextUrl }: NextRequest): NextResponse {
  const signIn = new URL(signInPath(findLocalPath(nextUrl.pathname + nextUrl.search)), nextUrl);
  return NextResponse.redirect(signIn, { status: 303, headers: { 'Cache-Control': 'no-store' } });
}

// Next.js reads the nonce for its own scripts from the policy on the request, and the layout that for its style.
function pass(request: NextRequest, policy: string): NextResponse {
  // Nothing here uses this cookie of next-auth, which takes nobody for signed in who brings a malformed one.
  request.cookies.delete(cookieName('callback'));
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  // Set for every request: what a client sends under this name is overwritten.
  headers.set(hereHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next.js compares Origin with these and ends in a bare 500. The guard has compared it with APP_URL; a proxy in front of the site
  // may have its own name here.
  headers.set('Host', new URL(env().APP_URL).host);
  headers.delete('X-Forwarded-Host');
  return isDecodable(request.nextUrl.pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(escapePath(request.nextUrl), { request: { headers } });
}

// A link that a mail program has cut within "%20", say. Next.js answers it with a bare 500 where a part of the path is a parameter.
function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

function escapePath(url: NextRequest['nextUrl']): URL {
  const escaped = new URL(url);
  escaped.pathname = url.pathname.replaceAll('%', '%25');
  return escaped;
}
