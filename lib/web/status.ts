import type { IncomingMessage } from 'node:http';
import { findRequestContext, type RequestContext } from '@/lib/request-context';

/**
 * Lets code choose the status of an answer. Next.js has no way to do that from a server action or a page
 * (https://github.com/vercel/next.js/discussions/53225): it says 200 to every refused form, and 500 to a call that it cannot
 * decode. People see the sentences of the page; scripts, proxies and alarms see the status, so it is put in when the head of the
 * response is written. e2e/cases/status.spec.ts fails when Next.js begins to do this itself. Without a context, as on serverless,
 * the status stays that of Next.js.
 */
export function allowStatus(context: RequestContext, { method, url = '' }: IncomingMessage): void {
  const { response } = context;
  const isCall = method === 'POST' && !url.startsWith('/api/');
  const writeHead: (status: number, ...rest: never[]) => typeof response = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: never[]) => {
    const isUndecodable = status === 500 && isCall && !context.isActionCalled;
    return writeHead(context.status ?? (isUndecodable ? 400 : status), ...rest);
  };
}

/** Answers the running request with this status, and says after how long trying again makes sense. */
export function setStatus(status: 422 | 429 | 503, retryAfterSeconds?: number): void {
  const context = findRequestContext();
  if (!context || context.response.headersSent) return;
  if (retryAfterSeconds) context.response.setHeader('Retry-After', String(retryAfterSeconds));
  context.status = status;
}

/** Notes that an action was decoded and called. */
export function noteActionCalled(): void {
  const context = findRequestContext();
  if (context) context.isActionCalled = true;
}
