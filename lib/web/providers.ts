import { CredentialsSignin, type User } from 'next-auth';
import type { Provider } from 'next-auth/providers';
import Credentials from 'next-auth/providers/credentials';
import * as passkeyAnswers from '@/lib/factors/passkey-answers';
import { address, parseForm, password } from '@/lib/fields';
import type { Requester } from '@/lib/requester';
import * as users from '@/lib/users/account';
import * as passkeys from '@/lib/users/passkey-sign-ins';
import * as registrations from '@/lib/users/registrations';
import * as secondSteps from '@/lib/users/second-steps';
import * as sessions from '@/lib/users/sessions';
import { dropCookie, readCookie } from './cookies';
import { holdFirstStep } from './first-step';
import { readGiven, type Unreadable } from './given-factor';
import { readHeldRegistration } from './held-registration';
import { readAsker } from './passkeys';
import { holdReplacement } from './replacement';
import { readRequester } from './requester';
import { findSessionId } from './session-cookie';
import { writeTicket } from './ticket';
import { wakeWorker } from './worker';

declare module 'next-auth' {
  interface User {
    /** The session that this sign-in started. Without one, no one is signed in. */
    sessionId?: string;
    /** The account for which this browser becomes a known device. */
    owner?: string;
  }
}

/**
 * Thrown by a provider to refuse a sign-in. In an action next-auth rethrows it to the caller (`openSession` in session.ts); its own
 * route redirects to the sign-in page.
 */
class Refused<Result extends { outcome: string }> extends CredentialsSignin {
  constructor(readonly result: Result) {
    super();
    this.code = result.outcome;
  }
}

export class SignInRefused extends Refused<Exclude<sessions.SignIn, { outcome: 'signed-in' }>> {}
export class PasskeyRefused extends Refused<Exclude<passkeys.PasskeySignIn, { outcome: 'signed-in' }>> {}
export class SecondStepRefused extends Refused<
  Exclude<secondSteps.SecondStep, { outcome: 'signed-in' }> | Unreadable
> {}
export class ConfirmationRefused extends Refused<Exclude<registrations.Confirmation, { outcome: 'confirmed' }>> {}
export class PasswordChangeRefused extends Refused<Exclude<users.PasswordChange, { outcome: 'changed' }>> {}

/**
 * Every way to start a session here; provider-answer.ts has those of other sites. Each Credentials provider is public (POST /api/auth/callback/<id>), so `authorize` calls the domain's
 * function with all its rate limits and checks. None accepts a user id or a session id.
 */
export const credentialsProviders: Provider[] = [
  Credentials({
    id: 'password',
    credentials: { email: {}, password: {} },
    authorize: withOwnFailures(async (given, request) => {
      const parsed = parseForm({ email: address, password }, toForm(given));
      if (!parsed.ok) throw new SignInRefused({ outcome: 'refused' });
      const { fields } = parsed;
      const result = await sessions.signIn(fields.email, fields.password, await readSigningIn(request));
      if (result.outcome === 'second-factor') await holdFirstStep(result);
      if (result.outcome !== 'signed-in') throw new SignInRefused(result);
      return toUser(result);
    }),
  }),
  Credentials({
    id: 'second-factor',
    credentials: { code: {}, passkey: {} },
    authorize: withOwnFailures(async (given, request) => {
      // Before a passkey's answer is verified: without a first step there is nothing to answer.
      const step = await readCookie('sign-in');
      if (!step) throw new SecondStepRefused({ outcome: 'expired' });
      const read = await readGiven(toForm(given));
      if (read.outcome !== 'given') throw new SecondStepRefused(read);
      const result = await secondSteps.finish(step, read.given, await readSigningIn(request));
      if (result.outcome !== 'signed-in') throw new SecondStepRefused(result);
      await dropCookie('sign-in');
      if (result.usedId) await holdReplacement(result.userId, result.usedId);
      return toUser(result);
    }),
  }),
  Credentials({
    id: 'passkey',
    credentials: { passkey: {} },
    authorize: withOwnFailures(async (given, request) => {
      const parsed = passkeyAnswers.assertion.safeParse(given.passkey);
      if (!parsed.success) throw new PasskeyRefused({ outcome: 'refused' });
      const result = await passkeys.signIn(parsed.data, await readAsker(), await readSigningIn(request));
      if (result.outcome !== 'signed-in') throw new PasskeyRefused(result);
      await dropCookie('sign-in');
      // As below: the address was not typed.
      await writeTicket({ email: result.email });
      return toUser(result);
    }),
  }),
  Credentials({
    id: 'confirmation',
    credentials: { password: {} },
    authorize: withOwnFailures(async (given, request) => {
      // Without a password the registration that this browser holds has to do; a password that is given has to be right.
      const parsed = 'password' in given ? parseForm({ password }, toForm(given)) : null;
      if (parsed && !parsed.ok) throw new ConfirmationRefused({ outcome: 'refused' });
      const link = (await readCookie('confirm')) ?? '';
      const result = await registrations.confirm(
        link,
        parsed?.fields.password ?? null,
        await readSigningIn(request),
        await readHeldRegistration(),
      );
      if (result.outcome !== 'confirmed') throw new ConfirmationRefused(result);
      // Written here because next-auth returns no details of a success to the action.
      await writeTicket({ outcome: 'account-confirmed', about: result.name });
      return toUser(result);
    }),
  }),
  Credentials({
    id: 'password-change',
    credentials: { currentPassword: {}, password: {} },
    authorize: withOwnFailures(async (given, request) => {
      const parsed = parseForm({ currentPassword: password.optional(), password }, toForm(given));
      const sessionId = await findSessionId(request);
      const current = sessionId && (await sessions.find(sessionId));
      if (!parsed.ok || !current) throw new PasswordChangeRefused({ outcome: 'wrong-current' });
      const { fields } = parsed;
      const { userId } = current;
      const requester = await readSigningIn(request);
      const result = await users.changePassword(userId, fields.currentPassword ?? null, fields.password, requester);
      if (result.outcome !== 'changed') throw new PasswordChangeRefused(result);
      wakeWorker();
      // As above.
      const outcome = result.isFirst ? 'password-set-here' : 'password-changed-here';
      await writeTicket({ outcome, sessionsEnded: result.othersEnded });
      return toUser({ userId, ...result });
    }),
  }),
];

/** The requester, with the session that this browser has already: the new one replaces it. */
async function readSigningIn(request: Request): Promise<Requester> {
  return { ...(await readRequester()), sessionId: await findSessionId(request) };
}

type Authorize = (given: Partial<Record<string, unknown>>, request: Request) => Promise<User>;

/**
 * Remembers what our own code throws. next-auth wraps its own errors in the same class, for example when it cannot write a request's
 * body as JSON again, and those anyone can cause.
 */
function withOwnFailures(authorize: Authorize): Authorize {
  return (given, request) => ownWork(() => authorize(given, request));
}

const ownFailures = new WeakSet<Error>();

/** Runs the work of a provider, and remembers what it throws. */
export async function ownWork<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) ownFailures.add(error);
    throw error;
  }
}

/** Whether a provider's own code threw this. */
export function isOwnFailure(error: unknown): boolean {
  return error instanceof Error && ownFailures.has(error);
}

// A JSON body can hold values of any type; only strings are accepted, as in a form.
function toForm(given: Partial<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(given)) if (typeof value === 'string') form.set(name, value);
  return form;
}

function toUser({ userId, sessionId, owner }: { userId: string; sessionId: string; owner: string }): User {
  return { id: userId, sessionId, owner };
}
