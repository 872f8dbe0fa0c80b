'use client';

import { useEffect } from 'react';
import { type Account, signalAccount } from './passkey';

/** Tells the passkey providers of this browser what has changed, once the page that says so is shown. */
export function PasskeySignals({ account }: { account: Account }) {
  useEffect(() => void signalAccount(account), [account]);
  return null;
}
