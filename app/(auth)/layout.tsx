import type { ReactNode } from 'react';
import { ReturnKey } from '../_ui/return-key';

/** The pages for people on their way in: one card, and on wide screens the key that they are about to press. */
export default function WayInLayout({ children }: { children: ReactNode }) {
  return (
    <div className="single">
      <div>{children}</div>
      <ReturnKey />
    </div>
  );
}
