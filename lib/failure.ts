import { isLost } from '@/db';

/**
 * Whether something may have been written although no answer came: then it is not true that nothing was changed.
 * A connection that never opened, and a statement that only reads, write nothing.
 */
export function isUnsure(error: unknown): boolean {
  // By name, because each bundle of Next.js has a copy of the class.
  if (error instanceof Error && error.name === 'OutcomeUnknown') return true;
  const isWrite =
    error instanceof Error && 'query' in error && typeof error.query === 'string' && !/^\s*select\b/i.test(error.query);
  return isWrite && isLost(error) && !neverSent.test(String(error.cause));
}

const neverSent = /connect|ECONNREFUSED|ENOTFOUND|EAI_AGAIN/;
