'use server';

import { redirect } from 'next/navigation';
import { single } from '@/lib/fields';
import { saveReplacements } from '@/lib/users/security';
import { runAction } from '@/lib/web/answer';
import { findLocalPath, signInPath } from '@/lib/web/destination';
import { dropReplacements, readAfterReset } from '@/lib/web/replacement';

/** "I saved it". From now on the new code works, at the sign-in that follows. */
export async function save(form: FormData): Promise<void> {
  return runAction(async () => {
    const held = await readAfterReset();
    if (held) await saveReplacements(held.userId, held.replacements);
    await dropReplacements();
    redirect(signInPath(findLocalPath(single(form, 'next'))));
  });
}
