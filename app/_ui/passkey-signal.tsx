'use client';

import { useEffect } from 'react';
import { type Account, signalAccount } from './passkey';

/** Signals once the page is shown. */
export function PasskeySignal({ account }: { account: Account }) {
  useEffect(() => void signalAccount(account), [account]);
  return null;
}
