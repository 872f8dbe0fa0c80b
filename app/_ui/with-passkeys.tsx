'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

/** Shows what needs passkeys only where the browser has them, and a script to use them. */
export function WithPasskeys({ children }: { children: ReactNode }) {
  return useSyncExternalStore(subscribeToNothing, hasPasskeys, hasNone) ? children : null;
}

const subscribeToNothing = () => () => {};
const hasPasskeys = () => typeof PublicKeyCredential !== 'undefined';
const hasNone = () => false;
