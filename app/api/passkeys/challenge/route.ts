import { respond } from '@/lib/web/answer';
import { challenge } from '@/lib/web/passkeys';

/**
 * What a browser needs to use a passkey: the options of WebAuthn's `get()` in JSON, with a challenge for five minutes, which only the
 * browser that asked can answer. The same for everyone; nothing is written. The answer goes into the field `passkey` of a form.
 */
export async function GET(): Promise<Response> {
  return respond(challenge);
}
