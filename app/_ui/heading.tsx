'use client';

import { type ReactNode, useEffect, useRef } from 'react';

// True once a page was shown in this window: from then on pages are swapped by script, and the focus has to follow.
let arrived = false;

/** The heading of a page. It takes the focus when a change by script has left it on nothing: a new page, a row gone. */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const active = document.activeElement;
    if (arrived && (!active || active === document.body)) heading.current?.focus({ preventScroll: true });
    // A beat later, because development mounts everything twice.
    const beat = setTimeout(() => {
      arrived = true;
    });
    return () => clearTimeout(beat);
  });

  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
