import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import { reportFailure } from '@/lib/web/answer';
import { Broken } from './broken';

/**
 * Renders a page or a layout that reads the database. If that fails it renders the error page with a reference and status 503; Next.js
 * itself would send an empty page that needs JavaScript to show the error.
 */
export function screen<Props>(draw: (props: Props) => Promise<ReactNode>): (props: Props) => Promise<ReactNode> {
  return async (props) => {
    try {
      return await draw(props);
    } catch (error) {
      // redirect() throws too, and its error belongs to Next.js.
      unstable_rethrow(error);
      // Rendered in answer to a form: the action may have succeeded, so the page must not say that nothing was changed.
      return <Broken reference={reportFailure(error)} isInDoubt={(await headers()).has('content-type')} />;
    }
  };
}
