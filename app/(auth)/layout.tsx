import type { ReactNode } from 'react';
import { Keys } from '../_ui/keys';

/** The pages for people on their way in: one card, and on wide screens the key that they are about to press. */
export default function WayInLayout({ children }: { children: ReactNode }) {
  return (
    <div className="single">
      <div>{children}</div>
      <Keys />
    </div>
  );
}
