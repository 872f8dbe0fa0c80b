import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/browser';

// What the browser does with passkeys. Its library is loaded when one is used, by browsers that have them.

/** Whether passkeys can be offered among what the browser fills in. */
export async function canAutofill(): Promise<boolean> {
  return typeof PublicKeyCredential !== 'undefined' && (await PublicKeyCredential.isConditionalMediationAvailable?.());
}

/**
 * Asks for a passkey, and ends whatever was asked before.
 * @param useBrowserAutofill waits until one is chosen among what the browser fills in; otherwise the browser asks at once
 * @returns the answer for the field `passkey` of a form; null when there is none: canceled, timed out, or replaced
 */
export async function askForPasskey(useBrowserAutofill: boolean): Promise<string | null> {
  const [{ startAuthentication }, response] = await Promise.all([
    import('@simplewebauthn/browser'),
    fetch('/api/passkeys/challenge'),
  ]);
  if (!response.ok) return null;
  const optionsJSON = await response.json();
  return startAuthentication({ optionsJSON, useBrowserAutofill }).then(JSON.stringify, noAnswer);
}

/**
 * Creates a passkey.
 * @returns the answer for the field `passkey` of a form; "exists" where the chosen authenticator has one of the account; null when canceled
 */
export async function createPasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON): Promise<string | null> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return startRegistration({ optionsJSON }).then(JSON.stringify, (error: unknown) =>
    error instanceof Error && error.name === 'InvalidStateError' ? 'exists' : null,
  );
}

/** Ends what was asked. */
export async function stopAsking(): Promise<void> {
  const { WebAuthnAbortService } = await import('@simplewebauthn/browser');
  WebAuthnAbortService.cancelCeremony();
}

// The browser has told the person what there was to tell.
const noAnswer = () => null;

/** Puts the answer into the form of its field, and submits it. Once: the next submission is without it. */
export function submitAnswer(field: HTMLInputElement, answer: string): void {
  field.value = answer;
  field.form?.requestSubmit();
  field.value = '';
}

/** What passkey providers should know of an account. */
export type Account = { rpId: string; userId: string; name: string; displayName: string; credentialIds: string[] };

/** Tells the passkey providers of this browser which passkeys still work, and the present name and address. They may not listen. */
export async function signalAccount({ rpId, userId, name, displayName, credentialIds }: Account): Promise<void> {
  const accepted = { rpId, userId, allAcceptedCredentialIds: credentialIds };
  const details = { rpId, userId, name, displayName };
  if (typeof PublicKeyCredential === 'undefined') return;
  await PublicKeyCredential.signalAllAcceptedCredentials?.(accepted).catch(noAnswer);
  await PublicKeyCredential.signalCurrentUserDetails?.(details).catch(noAnswer);
}
