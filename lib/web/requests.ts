import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headers } from 'next/headers';
import { env } from '@/lib/env';
import { nameRequest } from '@/lib/log';
import { shareInProcess } from '@/lib/process';
import { strictTransport } from './headers';
import { peerHeader } from './origin';
import { closedPolicy, standingHeaders } from './standing-headers.mjs';

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
    const number = String(++shared.last);
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

function changeStatus(response: ServerResponse, change: (status: number) => number): void {
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  // Next.js sets its own status right up to the moment the head is written.
  response.writeHead = ((status: number, ...rest: unknown[]) =>
    writeHead(change(status), ...rest)) as typeof response.writeHead;
}

const shared = shareInProcess('requests', () => ({
  last: 0,
  answers: new Map<string, ServerResponse>(),
  begun: new Set<string>(),
  unsure: new Set<string>(),
}));
