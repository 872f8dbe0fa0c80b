'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

/** Shows an offer of a passkey where the browser has passkeys: never without a script. */
export function PasskeyOffer({ children }: { children: ReactNode }) {
  const hasPasskeys = useSyncExternalStore(
    () => () => {},
    () => 'PublicKeyCredential' in window,
    () => false,
  );
  return hasPasskeys ? <section>{children}</section> : null;
}
