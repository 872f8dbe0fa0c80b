import type { IncomingMessage } from 'node:http';
import { findRequestContext, type RequestContext } from '@/lib/request-context';

/**
 * Lets code set the response status, and headers of an action. Next.js can't do that from a server action or a page
 * (https://github.com/vercel/next.js/discussions/53225): it answers 200 to every refused form, and 500 to a call that it can't decode.
 * Scripts, proxies and monitoring rely on the status, so it is replaced when the head of the response is written.
 * e2e/cases/status.spec.ts fails when Next.js begins to do this itself. Without a request context, as on serverless, the status stays
 * that of Next.js.
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

/** Sets the status of the running request's response, and Retry-After if given. */
export function setStatus(status: 422 | 429 | 503, retryAfterSeconds?: number): void {
  const context = findRequestContext();
  if (!context || context.response.headersSent) return;
  if (retryAfterSeconds) context.response.setHeader('Retry-After', String(retryAfterSeconds));
  context.status = status;
}

/**
 * Lets the browser drop what it keeps of this site besides cookies, after a sign-out: cached pages and storage (ASVS 14.3.1). Not
 * cookies: one of them makes this a known device, another carries the message of the next page.
 */
export function clearSiteData(): void {
  const context = findRequestContext();
  if (!context?.response.headersSent) context?.response.setHeader('Clear-Site-Data', '"cache", "storage"');
}

/** Records that an action was decoded and called, so that a 500 is no longer taken for a decoding error. */
export function noteActionCalled(): void {
  const context = findRequestContext();
  if (context) context.isActionCalled = true;
}
