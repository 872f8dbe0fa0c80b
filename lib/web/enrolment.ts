import * as z from 'zod';
import { sealedCookie } from './sealed-cookie';
import type { SignedInUser } from './session';

// What this browser is enrolling, until its last step: the secret of an app, a passkey, the recovery codes that are shown. Encrypted.
// Nothing of it is in the database before the owner has shown that it works.

const factor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('authenticator'), secret: z.string(), step: z.number() }),
  z.object({
    kind: z.literal('passkey'),
    passkey: z.object({
      credentialId: z.string(),
      publicKey: z.string(),
      counter: z.number(),
      transports: z.array(z.string()),
      isBackedUp: z.boolean(),
      name: z.string(),
    }),
  }),
]);

const enrolment = z.discriminatedUnion('step', [
  /** The current password was right. The app has yet to show a code of this secret. */
  z.object({ step: z.literal('app'), secret: z.string() }),
  /** The current password was right. The passkey has yet to be created. */
  z.object({ step: z.literal('passkey') }),
  /** One of these codes has yet to be typed back; then they are written with the factor. Without one they replace those of before. */
  z.object({ step: z.literal('codes'), factor: factor.nullable(), codes: z.array(z.string()) }),
]);
export type Enrolment = z.output<typeof enrolment>;

const content = z.object({ userId: z.string(), sessionId: z.string(), enrolment });
const cookie = sealedCookie('enrolment', 'return-key.enrolment', content, 30 * 60);

/** Keeps an enrolment in this browser, for this user and session alone. */
export function holdEnrolment({ userId, sessionId }: SignedInUser, enrolment: Enrolment): Promise<void> {
  return cookie.write({ userId, sessionId, enrolment });
}

/** What this user is enrolling in this session, or null: nothing, or its cookie has expired or is not ours. */
export async function readEnrolment({ userId, sessionId }: SignedInUser): Promise<Enrolment | null> {
  const held = await cookie.read();
  return held?.userId === userId && held.sessionId === sessionId ? held.enrolment : null;
}

/** Forgets it, at its end. */
export function dropEnrolment(): Promise<void> {
  return cookie.drop();
}
