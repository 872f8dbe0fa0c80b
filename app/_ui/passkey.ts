// What the browser does with passkeys. Its library is loaded when one is used, by browsers that have them.

/** Whether passkeys can be offered among what the browser fills in. */
export async function canAutofill(): Promise<boolean> {
  return typeof PublicKeyCredential !== 'undefined' && (await PublicKeyCredential.isConditionalMediationAvailable?.());
}

/**
 * Asks for a passkey, and ends whatever was asked before.
 * @param useBrowserAutofill waits until one is chosen among what the browser fills in; otherwise the browser asks at once
 * @returns the answer for the field `passkey` of a form; null when there is none: cancelled, timed out, or replaced
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
