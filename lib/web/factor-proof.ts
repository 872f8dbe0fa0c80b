import { parseForm, uuid } from '@/lib/fields';
import * as factorAttempts from '@/lib/recovery/factor-attempts';
import * as factorProofs from '@/lib/recovery/factor-proofs';
import { answer, type Refuse } from './answer';
import { readCookie, writeCookie } from './cookies';
import type { FormState } from './form-state';
import { hasFactor, readGiven } from './given-factor';
import { readLink } from './links';
import { holdReplacement } from './replacement';
import { readRequester } from './requester';
import { wakeWorker } from './worker';

/**
 * Answers a form behind a reset link, which may have the field of a second factor. What is given is judged first: the right
 * one stays accepted in this browser, whatever the handler refuses then.
 * @param handle gets the proof of a factor, or an empty one
 */
export function answerWithFactor(
  state: unknown,
  form: unknown,
  handle: (form: FormData, refuse: Refuse, proof: string) => Promise<FormState>,
): Promise<FormState> {
  return answer(state, form, async (form, refuse) => {
    const held = (await readCookie('factor')) ?? '';
    const parsed = parseForm({ resetId: uuid }, form);
    // Without a factor, `resets.complete` says whether one is needed. So it does for a form without the field.
    if (!parsed.ok || !hasFactor(form)) return withMissing(form, refuse, await handle(form, refuse, held));
    const read = await readGiven(form);
    if (read.outcome !== 'given') return refuse.factor(read.problem);
    const [link, { resetId }] = [await readLink('reset'), parsed.fields];
    const given = await factorAttempts.giveFactor(link, resetId, read.given, held, await readRequester());
    switch (given.outcome) {
      case 'limited':
        return refuse.factorLimited(given.retryAfterSeconds);
      case 'wrong-factor':
        return refuse.factor(given.problem);
      case 'accepted':
        await writeCookie('factor', given.proof, factorProofs.proofMinutes * 60);
        if (given.usedId) {
          await holdReplacement(given.userId, given.usedId);
          // It is told by email.
          wakeWorker();
        }
        // A passkey has a button of its own, which is pressed before there is a password.
        return form.get('password') ? handle(form, refuse, given.proof) : refuse.redisplay();
      case 'not-needed':
      case 'dead':
        return handle(form, refuse, held);
    }
  });
}

/** Says beside the field of the code that it is empty, too, when something else in the form was refused. */
async function withMissing(form: FormData, refuse: Refuse, answer: FormState): Promise<FormState> {
  if (!form.has('code') || Object.keys(answer.errors).length === 0) return answer;
  return { ...answer, errors: { ...(await refuse.factor('missing')).errors, ...answer.errors } };
}

/** Whether this browser has given the second factor that a reset needs. */
export async function isProven(reset: Parameters<typeof factorProofs.isProven>[0]): Promise<boolean> {
  return factorProofs.isProven(reset, (await readCookie('factor')) ?? '');
}
