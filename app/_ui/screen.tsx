import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import { reportFailure } from '@/lib/web/answer';
import { Broken } from './broken';

/**
 * A page or a layout that asks the database. When that fails it says so, with a reference and a status of 503: left alone,
 * Next.js would send an empty page and wait for a script to draw the rest.
 */
export function screen<Props>(draw: (props: Props) => Promise<ReactNode>): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await draw(props);
    } catch (error) {
      // A redirect is thrown too, and must travel on.
      unstable_rethrow(error);
      // Drawn in answer to a form: the page cannot tell what became of its action, so it must not say that nothing was changed.
      return <Broken reference={reportFailure(error)} isInDoubt={(await headers()).has('content-type')} />;
    }
  };
}
