import { accountOf } from '@/lib/factors/passkey-options';
import * as passkeys from '@/lib/factors/passkeys';
import type { SignedInUser } from '@/lib/web/session';
import { type Outcome, readTicket } from '@/lib/web/ticket';
import { PasskeySignal } from './passkey-signal';

/** After one of these outcomes, tells the passkey providers of this browser which passkeys work, and the current name and address. */
export async function PasskeySignals({ after, user }: { after: readonly Outcome[]; user: SignedInUser }) {
  const { outcome } = await readTicket();
  if (!outcome || !after.includes(outcome)) return null;
  return <PasskeySignal account={accountOf(user, await passkeys.list(user.userId))} />;
}
