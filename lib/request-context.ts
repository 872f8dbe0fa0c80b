import { AsyncLocalStorage } from 'node:async_hooks';
import type { ServerResponse } from 'node:http';
import { shareInProcess } from './process';

/** The HTTP request that the running code works for. */
export type RequestContext = {
  /** Stands in the answer (X-Request-Id) and in every log line. */
  readonly id: string;
  /** The address at the other end of the socket. */
  readonly peer: string;
  readonly response: ServerResponse;
  /** The status to answer with in place of the one that Next.js chooses. */
  status?: number;
  /** An action has been decoded and called: from now on a failure is not the client's fault. */
  isActionCalled: boolean;
};

/** Lets all code that runs for this request from now on find its context, in whichever bundle it is. */
export function enterRequestContext(context: RequestContext): void {
  contexts.enterWith(context);
}

/** Undefined outside of requests, for requests that came in before the start-up was complete, and on hosts without node:http. */
export function findRequestContext(): RequestContext | undefined {
  return contexts.getStore();
}

const contexts = shareInProcess('request-context', () => new AsyncLocalStorage<RequestContext>());
