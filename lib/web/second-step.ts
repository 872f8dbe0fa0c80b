import { cache } from 'react';
import { single } from '@/lib/fields';
import * as secondSteps from '@/lib/users/second-steps';
import { readCookie } from './cookies';
import { withNext } from './destination';
import { readGiven } from './given-factor';
import { SecondStepRefused } from './providers';
import { holdReplacement, readReplacements, replacementPath } from './replacement';
import { findUser, openSession, readSignedIn, type SignedInUser } from './session';
import { landingPage } from './site';

/** Who is asked for a second factor: someone who gave the right password, or a signed-in user, before the account is changed. */
export type Asked =
  | { step: 'sign-in'; userId: string; email: string }
  | { step: 'session'; userId: string; email: string; user: SignedInUser };

/** Who is asked for a second factor in this browser; null for no one. Looked up once per response. */
export const findAsked = cache(async (): Promise<Asked | null> => {
  const held = await readCookie('sign-in');
  const [pending, user] = await Promise.all([held ? secondSteps.find(held) : null, findUser()]);
  // A sign-in to another account than the one that is signed in here.
  if (pending && pending.userId !== user?.userId) return { step: 'sign-in', ...pending };
  return user && { step: 'session', userId: user.userId, email: user.email, user };
});

/** Gives the second factor. Starts a session, or goes on in the one there is. A used recovery code gets a new one in its place. */
export async function giveFactor(asked: Asked | null, form: FormData) {
  if (asked?.step !== 'session') return openSession('second-factor', fieldsOf(form), SecondStepRefused);
  const read = await readGiven(form);
  if (read.outcome !== 'given') return read;
  const renewed = await secondSteps.renew(asked.user, read.given, await readSignedIn(asked.user));
  if (renewed.outcome === 'renewed' && renewed.usedId) await holdReplacement(asked.userId, renewed.usedId);
  return renewed;
}

function fieldsOf(form: FormData): Record<string, string> {
  return { code: single(form, 'code') ?? '', passkey: single(form, 'passkey') ?? '' };
}

/** The page after the second factor: one that shows the new recovery codes comes first, if there are any. */
export async function pathAfter(asked: Asked | null, next: string | null): Promise<string> {
  const replacements = asked ? await readReplacements(asked.userId) : [];
  return replacements.length > 0 ? withNext(replacementPath, next) : (next ?? landingPage);
}
