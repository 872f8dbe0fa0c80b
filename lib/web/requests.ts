import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage, ServerResponse } from 'node:http';
import { env } from '@/lib/env';
import { enterRequestContext } from '@/lib/request-context';
import { fillGaps } from './gaps';
import { allowStatus } from './status';

/**
 * Gives every request a context with its id, its socket's peer address and its response, which Next.js doesn't expose to pages and
 * actions. None of it travels in a request header, because a client could send that header too.
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

// Only a trusted proxy may set the request id, so that its log and ours share it.
function findId({ headers }: IncomingMessage): string | undefined {
  const given = headers['x-request-id'];
  return env().TRUSTED_PROXIES > 0 && typeof given === 'string' && /^[\w.:=-]{8,100}$/.test(given) ? given : undefined;
}
