'use client';

import { type ReactNode, useEffect, useRef } from 'react';

// True after this window's first page: later pages are client-side navigations, which must move the focus.
let arrived = false;

/** The heading of a page. It takes the focus when a change by script has left it on nothing: a new page, a row gone. */
export function Heading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);

  useEffect(() => {
    const active = document.activeElement;
    if (arrived && (!active || active === document.body)) heading.current?.focus({ preventScroll: true });
    // In the next task, because Strict Mode mounts twice in development.
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
