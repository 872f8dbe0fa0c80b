import { dropHeldRegistration } from './held-registration';
import { dropLink } from './links';
import { ConfirmationRefused } from './providers';
import { openSession } from './session';

/** Creates the account of this browser's confirmation link, and signs in. Without a password the registration that it holds has to do. */
export async function finishConfirmation(credentials: { password?: string }) {
  const confirmed = await openSession('confirmation', credentials, ConfirmationRefused);
  if (confirmed.outcome === 'opened') {
    await dropLink('confirm');
    await dropHeldRegistration();
  }
  return confirmed;
}
