import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { headers } from 'next/headers';
import { strictTransport } from './headers';
import { peerHeader } from './origin';
import { closedPolicy, standingHeaders } from './standing-headers';

const requestHeader = 'x-request-number';

/**
 * Looks at each request before Next.js does. A server action can see neither the socket nor the answer; here the socket's peer
 * is written into a private header, over whatever a client sent, and the answer is kept for `answerWith`. Answers that Next.js
 * makes without asking proxy.ts (redirects of its own, files, failures) begin with the headers that all of them must have.
 */
export function watchRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    request.url = mend(request.url ?? '/');
    const number = String(++shared.last);
    request.headers[peerHeader] = request.socket.remoteAddress ?? '';
    request.headers[requestHeader] = number;
    shared.answers.set(number, response);
    for (const { key, value } of [...standingHeaders, closedPolicy, ...strictTransport()])
      response.setHeader(key, value);
    // The guard cannot be shown this method (fetch knows no such request), and it would end in a bare 500.
    if (request.method === 'TRACE') request.method = 'OPTIONS';
    response.once('close', () => shared.answers.delete(number));
  });
}

// Next.js answers an address that cannot be decoded, such as a link that a mail program has cut, with a bare 500.
function mend(url: string): string {
  try {
    decodeURI(url);
    return url;
  } catch {
    return url.replaceAll('%', '%25');
  }
}

/**
 * Gives the answer of a server action its status. Next.js always says 200 to a refused form; a browser does not mind,
 * but scripts, proxies and operators do. On hosts without a socket of their own the status stays 200 and the page says the same.
 */
export async function answerWith(status: 422 | 429 | 503, retryAfterSeconds?: number): Promise<void> {
  const response = shared.answers.get((await headers()).get(requestHeader) ?? '');
  if (!response || response.headersSent) return;
  if (retryAfterSeconds) response.setHeader('Retry-After', String(retryAfterSeconds));
  const writeHead = response.writeHead.bind(response) as (...rest: unknown[]) => ServerResponse;
  // Next.js sets its own status right up to the moment the head is written.
  response.writeHead = ((_: number, ...rest: unknown[]) => writeHead(status, ...rest)) as typeof response.writeHead;
}

// Instrumentation and actions are bundled apart from each other and must share one table.
const key = Symbol.for('return-key.requests');
const holder = globalThis as { [key]?: { last: number; answers: Map<string, ServerResponse> } };
holder[key] ??= { last: 0, answers: new Map() };
const shared = holder[key];
