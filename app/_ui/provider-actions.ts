'use server';

import { single } from '@/lib/fields';
import { runAction } from '@/lib/web/answer';
import { findLocalPath } from '@/lib/web/destination';
import { startProvider } from '@/lib/web/provider-start';

/** "Continue with Google", "Connect Google" or "Sign in again with Google": leads there, and back. */
export async function goToProvider(form: FormData): Promise<void> {
  return runAction(async () => {
    const what = (['connect', 'again'] as const).find((one) => one === single(form, 'for')) ?? 'sign-in';
    await startProvider(single(form, 'provider') ?? '', findLocalPath(single(form, 'next')), what);
  });
}
