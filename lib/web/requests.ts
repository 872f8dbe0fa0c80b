import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/env';
import { enterRequestContext } from '@/lib/request-context';
import { allowStatus } from './status';

/**
 * Gives every request a context: its id, the address of its client's socket, and its response, none of which Next.js shows to pages
 * and actions. No header of the request carries any of this, because a client could send that header too.
 */
export function watchRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = Object(message);
    if (!(request instanceof IncomingMessage && response instanceof ServerResponse)) return;
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
