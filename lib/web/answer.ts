import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import { env } from '@/lib/env';
import { isUnsure } from '@/lib/failure';
import { log, logRepeatable, reasonOf } from '@/lib/log';
import { isTooBusy } from '@/lib/passwords/pool';
import { findRequestContext } from '@/lib/request-context';
import type { Words } from '@/lib/words';
import type { FormState } from './form-state';
import { readWords } from './language';
import { noteActionCalled, setStatus } from './status';

/**
 * Runs the handler of a form's action. Every refusal returns the typed values except passwords; an unexpected error becomes a message
 * with a reference that is also in the log. Clients can call an action with any arguments, so both are `unknown`.
 */
export async function answer(
  state: unknown,
  form: unknown,
  handle: (form: FormData, refuse: Refuse) => Promise<FormState>,
): Promise<FormState> {
  noteActionCalled();
  const fields = form instanceof FormData ? form : new FormData();
  const attempt = isAnswered(state) ? state.attempt + 1 : 1;
  const base = { values: readTypedValues(fields), errors: {}, attempt };
  try {
    return await handle(fields, refusals(base));
  } catch (error) {
    // redirect() throws too, and its error belongs to Next.js.
    unstable_rethrow(error);
    const reference = reportFailure(error);
    const { form } = (await readWords()).problems;
    const text = isTooBusy(error) ? form.busy : isUnsure(error) ? form.unsure(reference) : form.broken(reference);
    return { ...base, message: { tone: 'error', text } };
  }
}

type Problems = Words['problems'];
type Sentences<Group extends keyof Problems> = keyof {
  [Code in keyof Problems[Group] as Problems[Group][Code] extends string ? Code : never]: Code;
};
type FormProblem = Sentences<'form'>;
type FactorProblem = Sentences<'factor'>;

/** Fields that share the sentences of another one. Every other field has its own, under its name in the dictionary's `problems`. */
const shared = { currentPassword: 'password', confirm: 'password' } as const;
type Group = Exclude<keyof Problems, 'form' | 'factor'>;
type GroupOf<Field> = Field extends keyof typeof shared ? (typeof shared)[Field] : Field;
/** The problems of a field that the dictionary has a sentence for. */
type Told<Field> =
  GroupOf<Field> extends Group ? keyof Problems[GroupOf<Field>] : 'add `problems` of this field to lib/words/en.ts';

/** The ways to refuse a form. Each sets the response status and keeps the typed values. */
export type Refuse = ReturnType<typeof refusals>;

function refusals(base: FormState) {
  const sentences = async (errors: Record<string, string>): Promise<FormState> => {
    setStatus(422);
    return { ...base, errors };
  };
  return {
    /** A sentence beside each refused field, by problem code. */
    async fields<Field extends string>(problems: { [Name in Field]?: Told<Name> }): Promise<FormState> {
      const words = (await readWords()).problems;
      const errors = Object.entries(problems).map(([field, code]) => [field, sentenceFor(words, field, String(code))]);
      return sentences(Object.fromEntries(errors));
    },
    /** Finished sentences beside fields, for what a problem code can't express. */
    sentences,
    /** Shows the form again as it was typed, for what comes next. */
    redisplay: async (): Promise<FormState> => base,
    /** A finished sentence about the form as a whole. */
    async sentence(text: string): Promise<FormState> {
      setStatus(422);
      return { ...base, message: { tone: 'error', text } };
    },
    /** A sentence beside the field `code` that takes a second factor. */
    async factor(problem: FactorProblem): Promise<FormState> {
      return sentences({ code: (await readWords()).problems.factor[problem] });
    },
    /** The limit of wrong codes was reached. The sentence names what still works. */
    async factorLimited(retryAfterSeconds: number): Promise<FormState> {
      setStatus(429, retryAfterSeconds);
      const { factor } = (await readWords()).problems;
      return { ...base, errors: { code: factor.limited(Math.ceil(retryAfterSeconds / 60)) } };
    },
    /** A sentence about the form as a whole. `field` takes the focus. */
    async form(problem: FormProblem, field = ''): Promise<FormState> {
      setStatus(422);
      return { ...base, message: { tone: 'error', text: (await readWords()).problems.form[problem], field } };
    },
    /** A rate limit was reached. */
    async limited(retryAfterSeconds: number): Promise<FormState> {
      setStatus(429, retryAfterSeconds);
      const { form } = (await readWords()).problems;
      return { ...base, message: { tone: 'error', text: form.limited(Math.ceil(retryAfterSeconds / 60)) } };
    },
  };
}

/** Runs an action whose form has no place for a message. An unexpected error shows the error page, with the reference from the log. */
export async function runAction(action: () => Promise<void>): Promise<void> {
  noteActionCalled();
  try {
    await action();
  } catch (error) {
    unstable_rethrow(error);
    throw Object.assign(new Error('An action failed.', { cause: error }), { digest: reportFailure(error) });
  }
}

/** Runs an API route. An unexpected error becomes a 503 with Retry-After and the reference from the log. */
export async function respond(handle: () => Promise<Response>): Promise<Response> {
  try {
    return await handle();
  } catch (error) {
    unstable_rethrow(error);
    const headers = { 'Retry-After': '30', 'Cache-Control': 'no-store' };
    return Response.json({ status: 'not now', reference: reportFailure(error) }, { status: 503, headers });
  }
}

/** Logs an error and sets the response status to 503. @returns the reference that the page and the log share */
export function reportFailure(error: unknown): string {
  // The end of the request id: short enough to read out, and found by a search in any log that holds the id.
  const reference = (findRequestContext()?.id ?? randomUUID()).slice(-8);
  const fields = { reference, reason: reasonOf(error) };
  // Strangers can fill the queue of passwords, and no operator can prevent it.
  if (isTooBusy(error)) logRepeatable('warn', 'request put off', fields);
  else log('error', 'request failed', fields);
  setStatus(503, isTooBusy(error) ? 10 : 30);
  return reference;
}

/**
 * Logs an error that Next.js answered itself. Before the action of a form is called, that is a form that cannot be decoded, which anyone
 * can send. Its reason is left out, because it may quote the form.
 */
export function logUncaught(error: unknown, { method, path }: { method: string; path: string }): void {
  if (method === 'POST' && !path.startsWith('/api/') && !findRequestContext()?.isActionCalled) {
    logRepeatable('warn', 'form not decoded', { reason: error instanceof Error ? error.name : 'unknown' });
    return;
  }
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  log('error', 'request not answered by us', { digest, reason: reasonOf(error) });
}

/** What is never shown again, by its name. */
const secret = /password|passkey|secret|token|^confirm$/i;
/** Leaves out what Next.js adds, such as $ACTION_ID. */
const fieldName = /^[a-z][\w-]{0,63}$/i;

/** Everything that was typed, except secrets and files. Bounded, because it goes into the answer. */
function readTypedValues(form: FormData): Record<string, string> {
  const typed = [...form].filter(([field]) => fieldName.test(field) && !secret.test(field)).slice(0, 50);
  return Object.fromEntries(
    typed.flatMap(([field, value]) => (typeof value === 'string' ? [[field, value.slice(0, 2000)]] : [])),
  );
}

type Sentence = string | ((count: number) => string);

function sentenceFor(words: Problems, field: string, code: string): string {
  const group = Object.hasOwn(shared, field) ? 'password' : field;
  const sentences: Record<string, Sentence> = isGroup(words, group) ? words[group] : {};
  // Only an identifier has no sentence, which people don't type.
  const sentence = sentences[code] ?? code;
  return typeof sentence === 'function' ? sentence(env().PASSWORD_MIN_LENGTH) : sentence;
}

function isGroup(words: Problems, name: string): name is Group {
  return name !== 'form' && name !== 'factor' && Object.hasOwn(words, name);
}

function isAnswered(state: unknown): state is { attempt: number } {
  return typeof state === 'object' && state !== null && 'attempt' in state && Number.isSafeInteger(state.attempt);
}
