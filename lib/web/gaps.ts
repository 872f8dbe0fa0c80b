import type { IncomingMessage, ServerResponse } from 'node:http';
import { strictTransport } from './headers';
import { closedPolicy, securityHeaders } from './security-headers';

/**
 * Next.js answers some requests itself, without proxy.ts and the headers of next.config.ts: it redirects a path with repeated slashes,
 * redirects an absolute-form target (RFC 9112, 3.2.2) to the host it names, and answers "*" and TRACE with a bare 500.
 * e2e/cases/gaps.spec.ts fails when it no longer does.
 */
export function fillGaps(request: IncomingMessage, response: ServerResponse): void {
  for (const { key, value } of [...securityHeaders, closedPolicy, ...strictTransport()]) response.setHeader(key, value);
  request.url = pathOf(request.url ?? '/');
  // `new Request()` throws for TRACE, so proxy.ts can't be called with it. The guard refuses OPTIONS the same way.
  if (request.method === 'TRACE') request.method = 'OPTIONS';
}

function pathOf(target: string): string {
  if (target.startsWith('/')) return target;
  if (!URL.canParse(target)) return '/';
  const { pathname, search } = new URL(target);
  return pathname.startsWith('/') ? pathname + search : '/';
}
