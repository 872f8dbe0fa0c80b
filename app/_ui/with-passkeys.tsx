'use client';

import type { ReactNode } from 'react';
import { useHasScripts } from './has-scripts';

/** Shows what needs passkeys only where the browser has them, and a script to use them. */
export function WithPasskeys({ children }: { children: ReactNode }) {
  return useHasScripts() && typeof PublicKeyCredential !== 'undefined' ? children : null;
}
