import type { Instrumentation } from 'next';

export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/lib/web/start-up')).startUp();
}

/** Logs an error that no page, action or route caught, with the digest that the error page shows. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/lib/web/answer')).logUncaught(error, request);
};
