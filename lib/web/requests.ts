import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headers } from 'next/headers';
import { env } from '@/lib/env';
import { nameRequest } from '@/lib/log';
import { shareInProcess } from '@/lib/process';
import { cookieName } from './cookies';
import { findRefusal, isForMembers } from './guard';
import { contentSecurityPolicy, peerHeader, strictTransport } from './headers';
import { hereHeader } from './here';
import { closedPolicy, passedHeader, standingHeaders } from './standing-headers';

const requestHeader = 'x-request-number';

/**
 * Looks at each request before Next.js does. A server action can see neither the socket nor the answer; here the socket's peer
 * is written into a private header, over whatever a client sent, and the answer is kept for `answerWith`. Answers that Next.js
 * makes without asking proxy.ts (redirects of its own, files, failures) begin with the headers that all of them must have.
 * From here on the request has a name, which stands in its answer and in every line of the log that it causes.
 */
export function watchRequests(): void {
  const { host } = new URL(env().APP_URL);
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    request.url = mend(request.url ?? '/');
    // Not to be guessed: a request that came before we watched has whatever its client wrote there.
    const number = randomUUID();
    request.headers[peerHeader] = request.socket.remoteAddress ?? '';
    request.headers[requestHeader] = number;
    const id = findId(request) ?? randomUUID();
    nameRequest(id);
    response.setHeader('X-Request-Id', id);
    // What a request says of its host is never believed, be it forged or that of a proxy in front of us. Next.js would
    // compare it with the Origin, which the guard compares with APP_URL, and end in a bare 500.
    request.headers.host = host;
    delete request.headers['x-forwarded-host'];
    shared.answers.set(number, response);
    for (const { key, value } of [...standingHeaders, closedPolicy, ...strictTransport()])
      response.setHeader(key, value);
    letPass(request, response);
    // The guard cannot be shown this method (fetch knows no such request), and it would end in a bare 500.
    if (request.method === 'TRACE') request.method = 'OPTIONS';
    if (request.method === 'POST' && !request.url.startsWith('/api/')) blameCaller(number, response);
    response.once('close', () => {
      shared.answers.delete(number);
      shared.begun.delete(number);
      shared.unsure.delete(number);
    });
  });
}

// proxy.ts costs as much as half a page. Here, where the headers are at hand, what it would let through goes by it, with the
// same additions; whatever it has to answer, and whatever looks odd, it sees. On hosts without a socket of their own it sees
// everything. Its own `config` names the header: whoever makes that up there goes by the guard with requests of their own
// making, which no other site can make a browser send (a header like that is never sent to another site unasked).
function letPass(request: IncomingMessage, response: ServerResponse): void {
  delete request.headers[passedHeader];
  const { method = '', url = '/' } = request;
  const [path = '/'] = url.split('?', 1);
  const given = {
    get: (name: string) => request.headers[name]?.toString() ?? null,
    has: (name: string) => request.headers[name] !== undefined,
  };
  const cookies = request.headers.cookie ?? '';
  const isPlain =
    /^(\/[\w~-][\w.~-]*)*\/?$/.test(path) &&
    !path.startsWith('/api/auth/') &&
    !cookies.includes(cookieName('callback'));
  const hasSession = cookies.includes(cookieName('session'));
  if (!isPlain || findRefusal(method, path, given) || (isForMembers(method, path) && !hasSession)) return;
  const policy = contentSecurityPolicy(randomUUID());
  response.setHeader('Content-Security-Policy', policy);
  Object.assign(request.headers, { [passedHeader]: '1', [hereHeader]: path, 'content-security-policy': policy });
}

// A proxy of ours may have named the request in its own log. From anybody else a name is worth nothing.
function findId({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-request-id'];
  return env().TRUSTED_PROXIES > 0 && typeof given === 'string' && /^[\w.:=-]{8,100}$/.test(given) ? given : undefined;
}

// Next.js answers an address that cannot be decoded, such as a link that a mail program has cut, with a bare 500, and one
// that names a host (RFC 9112, 3.2.2) with a redirect to that host.
function mend(url: string): string {
  const path = url.startsWith('/') ? url : pathOf(url);
  try {
    decodeURI(path);
    return path;
  } catch {
    return path.replaceAll('%', '%25');
  }
}

function pathOf(address: string): string {
  if (!URL.canParse(address)) return '/';
  const { pathname, search } = new URL(address);
  return pathname.startsWith('/') ? pathname + search : '/';
}

// Next.js says 500 when it cannot decode what an action was called with. Until code of ours has begun, that is the caller's fault.
function blameCaller(number: string, response: ServerResponse): void {
  changeStatus(response, (status) => (status === 500 && !shared.begun.has(number) ? 400 : status));
}

/** Notes that this request has been read and is ours to answer: from now on a failure is our own. */
export async function begin(): Promise<void> {
  const number = (await headers()).get(requestHeader);
  if (number) shared.begun.add(number);
}

/** Notes that an action of this request may have been done, although it could not say so. */
export async function noteDoubt(): Promise<void> {
  const number = (await headers()).get(requestHeader);
  if (number) shared.unsure.add(number);
}

/** Whether an action of this request may have been done: the page that is drawn after it must not say that nothing was changed. */
export async function isInDoubt(): Promise<boolean> {
  return shared.unsure.has((await headers()).get(requestHeader) ?? '');
}

/**
 * Gives the answer of a server action its status. Next.js always says 200 to a refused form; a browser does not mind,
 * but scripts, proxies and operators do. On hosts without a socket of their own the status stays 200 and the page says the same.
 */
export async function answerWith(status: 422 | 429 | 503, retryAfterSeconds?: number): Promise<void> {
  const response = shared.answers.get((await headers()).get(requestHeader) ?? '');
  if (!response || response.headersSent) return;
  if (retryAfterSeconds) response.setHeader('Retry-After', String(retryAfterSeconds));
  changeStatus(response, () => status);
}

/** Whether an action was called by a script, and its answer is in our hands. */
export async function canHandCookies(): Promise<boolean> {
  const given = await headers();
  return given.has('next-action') && shared.answers.has(given.get(requestHeader) ?? '');
}

/**
 * Puts a cookie on the answer to an action that a script has called. Next.js would draw the present page anew for one that
 * it sets itself. Only where `canHandCookies`.
 */
export async function handCookie(cookie: string): Promise<void> {
  shared.answers.get((await headers()).get(requestHeader) ?? '')?.appendHeader('Set-Cookie', cookie);
}

function changeStatus(response: ServerResponse, change: (status: number) => number): void {
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  // Next.js sets its own status right up to the moment the head is written.
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(change(status), ...rest)) as typeof response.writeHead;
}

const shared = shareInProcess('requests', () => ({
  answers: new Map<string, ServerResponse>(),
  begun: new Set<string>(),
  unsure: new Set<string>(),
}));
