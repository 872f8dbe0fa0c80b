import { redirect } from 'next/navigation';
import { createCodes } from '@/lib/factors/recovery-codes';
import { type Password, parseForm, password } from '@/lib/fields';
import { verifyCurrentPassword } from '@/lib/users/credentials';
import * as security from '@/lib/users/security';
import { answer, type Refuse } from '@/lib/web/answer';
import { dropEnrolment, holdEnrolment } from '@/lib/web/enrolment';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { refuseUnproven } from '@/lib/web/proof';
import { dropReplacements } from '@/lib/web/replacement';
import { askForFactor, readSignedIn, requireUser, type SignedInUser } from '@/lib/web/session';
import { type Outcome, writeTicket } from '@/lib/web/ticket';
import { wakeWorker } from '@/lib/web/worker';

/**
 * Answers a form that asks for the current password alone, before anything is enrolled or shown.
 * @param then what follows the right one; it redirects
 */
export async function answerWithPassword(
  state: FormState,
  form: FormData,
  then: (user: SignedInUser) => Promise<never>,
): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const user = await requireUser();
    const parsed = parseForm({ currentPassword: password.optional() }, form);
    if (!parsed.ok) return refuse.fields(parsed.problems);
    const verified = await verifyCurrentPassword(
      user.userId,
      parsed.fields.currentPassword ?? null,
      await readSignedIn(user),
    );
    switch (verified.outcome) {
      case 'limited':
      case 'wrong-current':
      case 'factor-needed':
      case 'sign-in-needed':
        return refuseUnproven(verified, refuse);
      case 'correct':
        return then(user);
    }
  });
}

/**
 * Adds a factor that its owner has shown to work. Without recovery codes for it, it leads to the page that shows some first.
 * @param codes a new set, one of which was typed back
 * @returns when there is one already; else it redirects
 */
export async function finishEnrolment(
  user: SignedInUser,
  factor: security.NewFactor,
  codes: readonly string[] | null,
): Promise<'exists'> {
  const added = await security.addFactor(user.userId, factor, codes, await readSignedIn(user));
  switch (added.outcome) {
    case 'codes-needed':
      await holdEnrolment(user, { step: 'codes', factor, codes: createCodes() });
      return redirect('/account/security/codes');
    case 'added':
      return end(factor.kind === 'passkey' ? 'passkey-added' : 'app-added', added.sessionsEnded);
    case 'exists':
      return 'exists';
    default:
      return turnAway(added);
  }
}

/** Replaces the recovery codes, after one of the new ones was typed back. */
export async function finishRenewal(user: SignedInUser, codes: readonly string[]): Promise<never> {
  const renewed = await security.renewCodes(user.userId, codes, await readSignedIn(user));
  switch (renewed.outcome) {
    case 'renewed':
      return end('codes-renewed');
    case 'nothing-enrolled':
      return end('factor-gone');
    default:
      return turnAway(renewed);
  }
}

/** Removes a factor, if the current password is right. */
export async function removeEnrolled(
  user: SignedInUser,
  which: security.FactorId,
  current: Password | null,
  refuse: Refuse,
  outcome: 'app-removed' | 'passkey-removed',
): Promise<FormState> {
  const removed = await security.removeFactor(user.userId, which, current, await readSignedIn(user));
  switch (removed.outcome) {
    case 'limited':
    case 'wrong-current':
    case 'factor-needed':
    case 'sign-in-needed':
      return refuseUnproven(removed, refuse);
    case 'gone':
      await writeTicket({ outcome: 'factor-gone' });
      return redirect('/account/security');
    case 'last-way':
      return refuse.sentence((await readWords()).passkey.remove.lastWay);
    case 'removed':
      wakeWorker();
      await writeTicket({ outcome, sessionsEnded: removed.sessionsEnded });
      return redirect('/account/security');
    case 'signed-out':
      return redirect('/login');
  }
}

/** Nothing is being enrolled in this session: its cookie has expired, or another tab has finished it. */
export function startOver(): Promise<never> {
  return end('enrolment-expired');
}

/** Leads back, with what was done. */
export async function end(outcome: Outcome, sessionsEnded = 0): Promise<never> {
  wakeWorker();
  await dropEnrolment();
  if (outcome === 'codes-renewed') await dropReplacements();
  await writeTicket({ outcome, sessionsEnded });
  return redirect('/account/security');
}

function turnAway({ outcome }: { outcome: 'signed-out' | 'factor-needed' | 'limited' }): Promise<never> {
  // Over the limit comes only what this browser holds of an enrolment, sent again and again.
  if (outcome === 'limited') return startOver();
  return outcome === 'factor-needed' ? askForFactor() : redirect('/login');
}
