import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { brand } from '@/lib/brand';
import { env } from '@/lib/env';
import { type Asker, anyone, challengeMinutes, issue } from './passkey-challenges';

// WebAuthn level 3. APP_URL alone decides whose passkeys these are, never a request.

/** EdDSA, ES256, RS256. */
export const algorithms = [-8, -7, -257];
const timeout = challengeMinutes * 60_000;

/** The relying party: a passkey works on this host and on none other. */
export function siteId(): string {
  return new URL(env().APP_URL).hostname;
}

/** What `navigator.credentials.get` is called with: the same for everyone, so it tells nothing about an account. */
export async function requestOptions(asker: Asker): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issue(anyone, asker);
  return generateAuthenticationOptions({ rpID: siteId(), challenge, userVerification: 'required', timeout });
}

export type Owner = { userId: string; email: string; name: string };
export type Registered = { credentialId: string; transports: string[] };

/** What `navigator.credentials.create` is called with. @param existing an authenticator that holds one of these makes no second one */
export async function creationOptions(
  owner: Owner,
  existing: readonly Registered[],
  asker: Asker,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    rpName: brand.name,
    rpID: siteId(),
    userID: handleOf(owner.userId),
    userName: owner.email,
    userDisplayName: owner.name,
    challenge: await issue(owner.userId, asker),
    // Discoverable, so that no address has to be typed; verified, so that a passkey is two factors.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestationType: 'none',
    excludeCredentials: existing.map(({ credentialId: id, transports }) => ({ id, transports })),
    supportedAlgorithmIDs: algorithms,
    timeout,
  });
}

/** What the passkey providers of a browser should know of an account, so that they offer what works (WebAuthn level 3, 5.1.10). */
export function accountOf({ userId, email, name }: Owner, accepted: readonly Registered[]) {
  return {
    rpId: siteId(),
    userId: Buffer.from(handleOf(userId)).toString('base64url'),
    name: email,
    displayName: name,
    credentialIds: accepted.map(({ credentialId }) => credentialId),
  };
}

function handleOf(userId: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(userId);
}
