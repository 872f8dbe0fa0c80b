import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers';
import * as z from 'zod';
import { env } from '@/lib/env';
import { type Asker, anyone, type Challenge, read } from './passkey-challenges';
import { algorithms, type Registered, siteId } from './passkey-options';

const base64url = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[\w-]+$/);
// An id has 1,023 bytes at most.
const credential = { id: base64url(1364), rawId: base64url(1364), type: z.literal('public-key') };

/** The answer to `requestOptions`, as a form carries it: in JSON. */
export const assertion = json(
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(4096),
      authenticatorData: base64url(4096),
      signature: base64url(2048),
      // A discoverable passkey always names its user (WebAuthn level 3, 6.3.3).
      userHandle: base64url(88),
    }),
  }),
);
export type Assertion = z.output<typeof assertion>;

/** The answer to `creationOptions`, as a form carries it. */
export const attestation = json(
  z.object({
    ...credential,
    response: z.object({
      clientDataJSON: base64url(4096),
      attestationObject: base64url(8192),
      transports: z
        .array(z.string().regex(/^[\w-]{1,20}$/))
        .max(10)
        .default([]),
    }),
  }),
);
export type Attestation = z.output<typeof attestation>;

/** A passkey that was made and is not enrolled yet. `isBackedUp`: synchronized between devices. */
export type NewPasskey = Registered & { publicKey: string; counter: number; isBackedUp: boolean };

/** Verifies the answer to `creationOptions`. @returns null when it is refused. The challenge has yet to be used up */
export function verifyAttestation(
  given: Attestation,
  userId: string,
  asker: Asker,
): Promise<{ passkey: NewPasskey; challenge: Challenge } | null> {
  return refuseErrors(async () => {
    const answered = await readChallenge(given, userId, asker);
    if (!answered || hasCertificate(given)) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: { ...given, clientExtensionResults: {} },
      ...answered.expected,
      supportedAlgorithmIDs: algorithms,
    });
    if (!verified) return null;
    const { credential, credentialDeviceType } = registrationInfo;
    const passkey = {
      credentialId: credential.id,
      publicKey: isoBase64URL.fromBuffer(credential.publicKey),
      counter: credential.counter,
      transports: given.response.transports,
      // Eligible is enough, because it may be synchronized later. Later answers cannot change this: they could come from a copy.
      isBackedUp: credentialDeviceType === 'multiDevice',
    };
    return { passkey, challenge: answered.challenge };
  });
}

/** The stored passkey that an answer claims to come from. */
export type StoredKey = { credentialId: string; publicKey: string; userId: string };

/** Verifies the answer to `requestOptions`. @returns null when it is refused. The challenge has yet to be used up, the counter to be compared */
export function verifyAssertion(
  given: Assertion,
  { credentialId: id, publicKey, userId }: StoredKey,
  asker: Asker,
): Promise<{ counter: number; challenge: Challenge } | null> {
  return refuseErrors(async () => {
    const answered = await readChallenge(given, anyone, asker);
    if (!answered || isoBase64URL.toUTF8String(given.response.userHandle) !== userId) return null;
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...given, clientExtensionResults: {} },
      ...answered.expected,
      // The counter is compared where it is written (passkeys.ts), so that two at once cannot both be the next.
      credential: { id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    return verified ? { counter: authenticationInfo.newCounter, challenge: answered.challenge } : null;
  });
}

/** Reads the challenge that an answer is to, and what else the answer has to say. */
async function readChallenge(given: Assertion | Attestation, subject: string, asker: Asker) {
  const { challenge: expectedChallenge, crossOrigin } = decodeClientDataJSON(given.response.clientDataJSON);
  const challenge = await read(expectedChallenge, subject, asker);
  // This site allows no page of another to frame it.
  if (!challenge || crossOrigin) return null;
  const { APP_URL: expectedOrigin } = env();
  return {
    challenge,
    expected: { expectedChallenge, expectedOrigin, expectedRPID: siteId(), requireUserVerification: true },
  };
}

/**
 * Whether an attestation names who made the authenticator. We ask for none; to check one, the library would fetch the list of revoked
 * certificates from wherever its certificate says.
 */
function hasCertificate({ response }: Attestation): boolean {
  const decoded = decodeAttestationObject(isoBase64URL.toBuffer(response.attestationObject));
  return !['none', 'packed'].includes(decoded.get('fmt')) || decoded.get('attStmt').get('x5c') !== undefined;
}

/** The library throws for everything that is wrong with an answer. It talks to nothing else, so no other failure is hidden. */
async function refuseErrors<Result>(verify: () => Promise<Result | null>): Promise<Result | null> {
  return verify().catch(() => null);
}

function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string('missing')
    .max(24_000, 'malformed')
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('malformed');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
