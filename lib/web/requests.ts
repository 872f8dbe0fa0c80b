import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/env';
import { enterRequestContext } from '@/lib/request-context';
import { strictTransport } from './headers';
import { closedPolicy, standingHeaders } from './standing-headers';
import { allowStatus } from './status';

/**
 * Gives every request a context: its id, the address of its client's socket, and its response, none of which Next.js shows to pages
 * and actions. No header of the request carries any of this, because a client could send that header too.
 */
export function watchRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = Object(message);
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return;
    fillGaps(request, response);
    const context = {
      id: findId(request) ?? randomUUID(),
      peer: request.socket.remoteAddress ?? '',
      response,
      isActionCalled: false,
    };
    enterRequestContext(context);
    allowStatus(context, request);
    response.setHeader('X-Request-Id', context.id);
  });
}

// A proxy of ours may have named the request in its own log. From any other client a name is not taken over.
function findId({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-request-id'];
  return env().TRUSTED_PROXIES > 0 && typeof given === 'string' && /^[\w.:=-]{8,100}$/.test(given) ? given : undefined;
}

/**
 * Some requests Next.js answers itself, without proxy.ts and without the headers of next.config.ts: it redirects a path with a slash too
 * many, sends a target that names a host (RFC 9112, 3.2.2) to that host, and fails over "*" and TRACE with a bare 500.
 * e2e/cases/gaps.spec.ts fails when it no longer does.
 */
function fillGaps(request: IncomingMessage, response: ServerResponse): void {
  for (const { key, value } of [...standingHeaders, closedPolicy, ...strictTransport()]) response.setHeader(key, value);
  request.url = pathOf(request.url ?? '/');
  // A method that proxy.ts cannot be shown, because no Request may have it. The guard refuses this one in the same way.
  if (request.method === 'TRACE') request.method = 'OPTIONS';
}

function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return pathname.startsWith('/') ? pathname + search : '/';
}
