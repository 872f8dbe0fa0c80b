import type { Instrumentation } from 'next';

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/lib/web/start-up')).startUp();
}

/** What no page, action or route of ours has caught: a line of the log with the digest that the person was shown. */
export const onRequestError: Instrumentation.onRequestError = async (error) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/lib/web/answer')).logUncaught(error);
};
