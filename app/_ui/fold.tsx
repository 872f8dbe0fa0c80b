import type { ReactNode } from 'react';

export type FoldProps = {
  /** The line that opens and closes it. */
  title: string;
  isOpen?: boolean;
};

/** Something that few need, behind one line. Opens without a script. */
export function Fold({ title, isOpen = false, children }: FoldProps & { children: ReactNode }) {
  return (
    <details className="fold" open={isOpen}>
      <summary>{title}</summary>
      {children}
    </details>
  );
}
