import * as z from 'zod';
import type { Asked } from '@/lib/users/identity-sign-ins';
import * as sessions from '@/lib/users/sessions';
import { findLocalPath } from './destination';
import { sealedCookie } from './sealed-cookie';

// What this browser asked a provider for, until it comes back from there.

const content = z.object({
  for: z.enum(['sign-in', 'connect', 'again']),
  userId: z.string().nullable(),
  next: z.unknown().optional().transform(findLocalPath),
});
const cookie = sealedCookie('provider', 'return-key.provider', content, 15 * 60);

export type ProviderRequest = z.output<typeof content>;

/** Keeps what is asked for in this browser. */
export function holdProviderRequest(request: ProviderRequest): Promise<void> {
  return cookie.write(request);
}

/** What this browser asked for last. To sign in, when there is none: it started at a route of next-auth, or long ago. */
export async function readProviderRequest(): Promise<ProviderRequest> {
  return (await cookie.read()) ?? { for: 'sign-in', userId: null, next: null };
}

/** Forgets it, after it was answered. */
export function dropProviderRequest(): Promise<void> {
  return cookie.drop();
}

/** For whom an answer of the provider is: the user who is signed in now. */
export async function findAsked(request: ProviderRequest, sessionId: string | null): Promise<Asked> {
  const userId = (sessionId && (await sessions.find(sessionId))?.userId) || null;
  // Signed out meanwhile, or someone else is signed in: then it is no more than a sign-in.
  return request.for !== 'sign-in' && userId && userId === request.userId
    ? { for: request.for, userId }
    : { for: 'sign-in', userId };
}
