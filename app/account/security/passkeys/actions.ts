'use server';

import { redirect } from 'next/navigation';
import { attestation } from '@/lib/factors/passkey-answers';
import * as passkeys from '@/lib/factors/passkeys';
import { parseForm, password, personName, uuid } from '@/lib/fields';
import { answer } from '@/lib/web/answer';
import { holdEnrolment, readEnrolment } from '@/lib/web/enrolment';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { keepAsker, readAsker } from '@/lib/web/passkeys';
import { readSignedIn, requireUser } from '@/lib/web/session';
import { writeTicket } from '@/lib/web/ticket';
import { sayDevice } from '@/lib/words/device';
import { answerWithPassword, finishEnrolment, removeEnrolled } from '../finish';

/** "Continue": with the password, the page goes on to creating the passkey. */
export async function begin(state: FormState, form: FormData): Promise<FormState> {
  return answerWithPassword(state, form, async (user) => {
    await holdEnrolment(user, { step: 'passkey' });
    await keepAsker();
    return redirect('/account/security/passkeys/new');
  });
}

/** "Create passkey": the first factor of an account is written once one of its recovery codes was typed back. */
export async function create(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const language = await readWords();
    const { create: words } = language.passkey;
    const parsed = attestation.safeParse(form.get('passkey'));
    const isBegun = (await readEnrolment(user))?.step === 'passkey';
    const passkey =
      parsed.success && isBegun ? await passkeys.verifyNew(user.userId, parsed.data, await readAsker()) : null;
    if (!passkey) return refuse.sentence(words.refused);
    const requester = await readSignedIn(user);
    const name = requester.device ? sayDevice(language, requester.device) : words.unnamed;
    const factor = { kind: 'passkey', passkey: { ...passkey, name } } as const;
    await finishEnrolment(user, factor, null);
    return refuse.sentence(words.exists);
  });
}

/** "Save name". */
export async function rename(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const { userId } = await requireUser();
    const parsed = parseForm({ id: uuid, name: personName }, form);
    if (!parsed.ok) return refuse.sentences({ name: (await readWords()).passkey.nameRefused });
    await passkeys.rename(userId, parsed.fields.id, parsed.fields.name);
    await writeTicket({ outcome: 'passkey-renamed' });
    redirect('/account/security');
  });
}

/** "Remove passkey". */
export async function remove(state: FormState, form: FormData): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ id: uuid, currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const { id, currentPassword } = parsed.fields;
    return removeEnrolled(user, { kind: 'passkey', id }, currentPassword ?? null, refuse, 'passkey-removed');
  });
}
