import { randomUUID } from 'node:crypto';
import { unstable_rethrow } from 'next/navigation';
import { env } from '@/lib/env';
import { isUnsure } from '@/lib/failure';
import { log, reasonOf } from '@/lib/log';
import { isTooBusy } from '@/lib/passwords/pool';
import { findRequestContext } from '@/lib/request-context';
import type { Words } from '@/lib/words';
import type { FormState } from './form-state';
import { readWords } from './language';
import { noteActionCalled, setStatus } from './status';

/**
 * Runs the story of an action. What the person typed is given back with every refusal, except passwords; a surprise becomes
 * an honest sentence with a reference that stands in the log too. An action can be called with anything, so both arguments are suspects.
 */
export async function answer(
  state: unknown,
  form: unknown,
  story: (form: FormData, refuse: Refuse) => Promise<FormState>,
): Promise<FormState> {
  noteActionCalled();
  const fields = form instanceof FormData ? form : new FormData();
  const attempt = isAnswered(state) ? state.attempt + 1 : 1;
  const base = { values: giveBack(fields), errors: {}, attempt };
  try {
    return await story(fields, refusals(base));
  } catch (error) {
    // A redirect is thrown too, and must travel on.
    unstable_rethrow(error);
    const reference = reportFailure(error);
    const { form } = (await readWords()).problems;
    const say = isUnsure(error) ? form.unsure : form.broken;
    return { ...base, message: { tone: 'error', text: say(reference) } };
  }
}

type FormProblem = keyof {
  [Code in keyof Words['problems']['form'] as Words['problems']['form'][Code] extends string ? Code : never]: Code;
};

/** The ways of saying no. Each sets the status of the answer and keeps what was typed. */
export type Refuse = ReturnType<typeof refusals>;

function refusals(base: FormState) {
  const sentences = async (errors: Record<string, string>): Promise<FormState> => {
    setStatus(422);
    return { ...base, errors };
  };
  return {
    /** A sentence beside each refused field, by problem code. */
    async fields(problems: Record<string, string>): Promise<FormState> {
      const words = (await readWords()).problems;
      const errors = Object.entries(problems).map(([field, code]) => [field, sentenceFor(words, field, code)]);
      return sentences(Object.fromEntries(errors));
    },
    /** A sentence beside a field, where it tells more than a problem code can. */
    sentences,
    /** A sentence about the form as a whole. */
    async form(problem: FormProblem): Promise<FormState> {
      setStatus(422);
      return { ...base, message: { tone: 'error', text: (await readWords()).problems.form[problem] } };
    },
    /** Too many tries. */
    async forNow(retryAfterSeconds: number): Promise<FormState> {
      setStatus(429, retryAfterSeconds);
      const { form } = (await readWords()).problems;
      return { ...base, message: { tone: 'error', text: form.limited(Math.ceil(retryAfterSeconds / 60)) } };
    },
  };
}

/**
 * Runs the story of an action that has no form to answer in. A surprise ends on the page that stands in for broken ones, with the
 * reference of the log.
 */
export async function perform(story: () => Promise<void>): Promise<void> {
  noteActionCalled();
  try {
    await story();
  } catch (error) {
    unstable_rethrow(error);
    throw Object.assign(new Error('An action failed.', { cause: error }), { digest: reportFailure(error) });
  }
}

/** Runs the story of a route for programs. A surprise is a 503 that says when to come back, with the reference of the log. */
export async function respond(story: () => Promise<Response>): Promise<Response> {
  try {
    return await story();
  } catch (error) {
    unstable_rethrow(error);
    const headers = { 'Retry-After': '30', 'Cache-Control': 'no-store' };
    return Response.json({ status: 'not now', reference: reportFailure(error) }, { status: 503, headers });
  }
}

/** Logs what broke, gives the answer its status, and returns the reference that the person and the log share. */
export function reportFailure(error: unknown): string {
  // The end of the request's name: short enough to be read out, and found by a search for it in any log.
  const reference = (findRequestContext()?.id ?? randomUUID()).slice(-8);
  log('error', 'request failed', { reference, reason: reasonOf(error) });
  setStatus(503, isTooBusy(error) ? 10 : 30);
  return reference;
}

/** Logs what Next.js had to answer itself. */
export function logUncaught(error: unknown): void {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  log('error', 'request not answered by us', { digest, reason: reasonOf(error) });
}

function giveBack(form: FormData): Record<string, string> {
  const kept = ['name', 'email'].map((field) => [field, form.get(field)] as const);
  return Object.fromEntries(
    kept.flatMap(([field, value]) => (typeof value === 'string' ? [[field, value.slice(0, 1000)]] : [])),
  );
}

const passwordFields = new Set(['password', 'currentPassword', 'confirm']);

function sentenceFor(words: Words['problems'], field: string, code: string): string {
  const sentences: Record<string, string | ((minLength: number) => string)> = passwordFields.has(field)
    ? words.password
    : field === 'name' || field === 'code'
      ? words[field]
      : words.email;
  const sentence = sentences[code] ?? sentences.malformed ?? code;
  return typeof sentence === 'function' ? sentence(env().PASSWORD_MIN_LENGTH) : sentence;
}

function isAnswered(state: unknown): state is { attempt: number } {
  return typeof state === 'object' && state !== null && 'attempt' in state && Number.isSafeInteger(state.attempt);
}
