'use client';

import { type ReactNode, useEffect, useRef } from 'react';

// True once a page was shown in this window: from then on pages are swapped by script, and the focus has to follow.
let arrived = false;

/** The heading of a page. After a change of page by script it takes the focus, which else would stay on nothing. */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const active = document.activeElement;
    if (arrived && (!active || active === document.body)) heading.current?.focus({ preventScroll: true });
    arrived = true;
  }, []);

  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
