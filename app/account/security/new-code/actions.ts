'use server';

import { redirect } from 'next/navigation';
import { single } from '@/lib/fields';
import { saveReplacements } from '@/lib/users/security';
import { runAction } from '@/lib/web/answer';
import { findLocalPath } from '@/lib/web/destination';
import { dropReplacements, readReplacements } from '@/lib/web/replacement';
import { requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';

/** "I saved it". From now on the new code works. */
export async function save(form: FormData): Promise<void> {
  return runAction(async () => {
    const { userId } = await requireUser();
    const saved = await saveReplacements(userId, await readReplacements(userId));
    await dropReplacements();
    if (saved > 0) await writeTicket({ outcome: 'code-saved' });
    redirect(findLocalPath(single(form, 'next')) ?? '/account/security');
  });
}
