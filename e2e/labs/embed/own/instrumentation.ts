/** Checks the settings, and starts the worker that sends the emails. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') (await import('@/lib/web/start-up')).startUp();
}
