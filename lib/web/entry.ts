import { type NextRequest, NextResponse } from 'next/server';
import { env } from '@/lib/env';
import { log } from '@/lib/log';
import { isDevelopment } from '@/lib/process';
import { findRequestContext } from '@/lib/request-context';
import { clientAddress } from './client-address';
import { cookieName, hasCookies } from './cookies';
import { currentPathHeader } from './current-path';
import { findRefusal, isCallbackUrl, isFromHere, isTooLong, type Refusal, requiresSignIn } from './guard';
import { contentSecurityPolicy, strictTransport } from './headers';
import { markLostSignIn } from './kept-cookies';
import { readWords } from './language';
import { findQueueKey } from './queue-key';
import { refusalPage } from './refusal';
import { networkOf } from './requester';
import { signInFrom } from './sign-in-redirect';
import { waitForTurn } from './turns';

/**
 * Runs before every page, action and route: the guard, the redirect to the sign-in page, the order in which requests begin, and the
 * headers that differ per response.
 */
export async function handleRequest(request: NextRequest): Promise<NextResponse> {
  const nonce = crypto.randomUUID();
  const policy = contentSecurityPolicy(nonce);
  const answer = await decide(request, nonce, policy);
  answer.headers.set('Content-Security-Policy', policy);
  for (const { key, value } of strictTransport()) answer.headers.set(key, value);
  return answer;
}

async function decide(request: NextRequest, nonce: string, policy: string): Promise<NextResponse> {
  const { method, nextUrl, headers, cookies } = request;
  const refusal = findRefusal(method, nextUrl.pathname, headers);
  if (refusal) return refuse(refusal, nonce, nextUrl.pathname);
  if (headers.has('transfer-encoding') && request.body && (await isTooLong(nextUrl.pathname, request.body)))
    return refuse({ status: 413, reason: 'tooLarge' }, nonce, nextUrl.pathname);
  if (!isDecodable(nextUrl.pathname)) return redirect(nextUrl, escapePercents(nextUrl.pathname) + nextUrl.search);
  if (nextUrl.pathname.startsWith('/api/auth/') && !nextUrl.searchParams.getAll('callbackUrl').every(isCallbackUrl))
    return refuse({ status: 400, reason: 'unreadable' }, nonce);
  // By the presence of the cookie alone. The pages check its session in the database (requireUser).
  if (requiresSignIn(method, nextUrl.pathname) && !cookies.has(cookieName('session'))) {
    const signIn = signInFrom(nextUrl.pathname + nextUrl.search);
    return redirect(nextUrl, markLostSignIn(signIn, headers, !(await hasCookies())));
  }
  const context = findRequestContext();
  if (context) await waitForTurn(networkOf(clientAddress(headers, context.peer)), () => findQueueKey(request));
  return pass(request, policy);
}

async function refuse({ status, reason, allow }: Refusal, nonce: string, path = ''): Promise<NextResponse> {
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' };
  const page = refusalPage(reason, await readWords(), nonce, hintFor(reason, path));
  return new NextResponse(page, { status, headers: { ...headers, ...(allow && { Allow: allow }) } });
}

/** What a developer can do about a refusal, as HTML. */
function hintFor(reason: Refusal['reason'], path: string): string {
  if (!isDevelopment()) return '';
  if (path.startsWith('/api/')) return hintOfRoute(reason, path);
  return reason === 'foreign' ? hintOfAddress() : '';
}

function hintOfRoute(reason: Refusal['reason'], path: string): string {
  const property = { foreign: 'isOpen', method: 'methods', tooLarge: 'maxBodyBytes', unreadable: null }[reason];
  if (!property) return '';
  log('warn', 'API call refused', {
    path,
    fix: `pages of ${env().APP_URL} may call it; to take more, set ${property} for it in lib/web/site.ts`,
  });
  return `In development: a route takes more than a POST of 64 KB from pages of <code>${env().APP_URL}</code> once <code>lib/web/site.ts</code> has
    it in <code>routes</code>, in this case with <code>${property}</code>.`;
}

// For a developer who has opened the site at 127.0.0.1, or with a phone.
function hintOfAddress(): string {
  const { APP_URL } = env();
  // With JavaScript, Next.js shows its error page instead.
  log('warn', 'form of another address refused', { fix: `open the site at APP_URL, which is ${APP_URL}` });
  return `In development, forms work only at APP_URL, which is <a href="${APP_URL}">${APP_URL}</a>. To try the site with a phone, set APP_URL in
    .env.development.local to what the phone shows, such as http://192.168.1.20:3000, and restart <code>npm run dev</code>.`;
}

function redirect(from: NextRequest['nextUrl'], path: string): NextResponse {
  return NextResponse.redirect(new URL(path, from), { status: 303, headers: { 'Cache-Control': 'no-store' } });
}

// Next.js reads the nonce for its scripts from the policy in the request's headers; so does app/layout.tsx for its style.
function pass(request: NextRequest, policy: string): NextResponse {
  const callback = cookieName('callback');
  if (!isCallbackUrl(request.cookies.get(callback)?.value ?? '')) request.cookies.delete(callback);
  const headers = new Headers(request.headers);
  // Of a route that is open to every site (guard.ts): this browser's user has not asked for the call.
  if (!isFromHere(request.method, headers)) headers.delete('cookie');
  headers.set('Content-Security-Policy', policy);
  // Always set, so that a client's own header of this name is overwritten.
  headers.set(currentPathHeader, request.nextUrl.pathname + request.nextUrl.search);
  // Next.js compares this with the Origin of an action and answers a mismatch with a bare 500. The guard has already compared Origin
  // with APP_URL, which is known only at run time, so `serverActions.allowedOrigins` can't name it.
  headers.set('X-Forwarded-Host', new URL(env().APP_URL).host);
  return NextResponse.next({ request: { headers } });
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

// For a link that a mail program cut within "%20", for example. Next.js answers it with a bare 500, even after a rewrite in proxy.ts
// (https://github.com/vercel/next.js/issues/43303).
function escapePercents(path: string): string {
  return path.replaceAll('%', '%25');
}
