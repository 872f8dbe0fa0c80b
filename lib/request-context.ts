import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { shareInProcess } from './process';

/** The HTTP request being handled. */
export type RequestContext = {
  /** Sent in the response (X-Request-Id) and added to every log line. */
  readonly id: string;
  /** The IP address of the socket's other end: the client or the nearest proxy. */
  readonly peer: string;
  readonly response: ServerResponse;
  /** Overrides the response status that Next.js chooses. */
  status?: number;
  /** Whether a server action has been decoded and called. After that, a failure is not the client's fault. */
  isActionCalled: boolean;
};

/** Sets the context for all code that runs for this request from here on, in every bundle. */
export function enterRequestContext(context: RequestContext): void {
  contexts.enterWith(context);
}

/** Undefined outside requests, for requests received before start-up completed, and on hosts without node:http. */
export function findRequestContext(): RequestContext | undefined {
  return contexts.getStore();
}

const contexts = shareInProcess('request-context', () => new AsyncLocalStorage<RequestContext>());
