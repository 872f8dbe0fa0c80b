'use server';

import { redirect } from 'next/navigation';
import { parseForm, password, uuid } from '@/lib/fields';
import { nameProvider } from '@/lib/identity-providers';
import * as identities from '@/lib/users/identities';
import { list } from '@/lib/users/known-identities';
import { answer, runAction } from '@/lib/web/answer';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { dropPendingIdentity, readPendingIdentity } from '@/lib/web/pending-identity';
import { refuseUnproven } from '@/lib/web/proof';
import { identitiesPath } from '@/lib/web/provider-answer';
import { findUser, readSignedIn, requireUser } from '@/lib/web/session';
import { landingPage } from '@/lib/web/site';
import { writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/** "Connect Google": the sign-in that waits in this browser. */
export async function connect(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const pending = await readPendingIdentity(user.userId);
    // Its cookie has expired, or it was connected in another tab.
    if (!pending) return redirect(identitiesPath);
    const current = parsed.fields.currentPassword ?? null;
    const connected = await identities.connect(user.userId, pending, current, await readSignedIn(user));
    const about = nameProvider(pending.provider);
    switch (connected.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(connected, refuse);
      case 'signed-out':
        return redirect('/login');
      case 'taken':
      case 'exists':
        await dropPendingIdentity();
        await writeTicket({ outcome: `identity-${connected.outcome}`, about });
        return redirect(identitiesPath);
      case 'connected':
        wakeWorker();
        await dropPendingIdentity();
        await writeTicket({ outcome: 'identity-connected', about, sessionsEnded: connected.sessionsEnded });
        redirect(pending.next ?? identitiesPath);
    }
  });
}

/** "Not now": forgets the sign-in that waits. */
export async function skip(): Promise<void> {
  return runAction(async () => {
    const pending = await readPendingIdentity((await findUser())?.userId ?? null);
    await dropPendingIdentity();
    redirect(pending?.next ?? landingPage);
  });
}

/** "Disconnect". */
export async function disconnect(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ id: uuid, currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { id, currentPassword = null } = parsed.fields;
    const provider = (await list(user.userId)).find((one) => one.id === id)?.provider ?? '';
    const disconnected = await identities.disconnect(user.userId, id, currentPassword, await readSignedIn(user));
    switch (disconnected.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(disconnected, refuse);
      case 'signed-out':
        return redirect('/login');
      case 'last-way':
        return refuse.sentence((await readWords()).identity.disconnect.lastWay(nameProvider(provider)));
      case 'gone':
        await writeTicket({ outcome: 'factor-gone' });
        return redirect(identitiesPath);
      case 'disconnected': {
        wakeWorker();
        const { sessionsEnded } = disconnected;
        await writeTicket({ outcome: 'identity-disconnected', about: nameProvider(provider), sessionsEnded });
        redirect(identitiesPath);
      }
    }
  });
}
