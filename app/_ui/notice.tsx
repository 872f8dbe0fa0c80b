import type { ReactNode } from 'react';
import { Icon } from './icon';

type Tone = 'error' | 'info' | 'success';

/** A message about a whole page or form. It is spoken when it appears, and can take the focus. */
export function Notice({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <div className="notice" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'} tabIndex={-1}>
      <Icon name={tone === 'success' ? 'done' : 'attention'} />
      <p>{children}</p>
    </div>
  );
}
