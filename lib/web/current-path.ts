import { headers } from 'next/headers';
import { findLocalPath } from './destination';

/** entry.ts writes path and query of each request into this header, over whatever the client sent. */
export const currentPathHeader = 'x-here';

/** Path and query of the page that is being made. Next.js tells them to no layout and no action. */
export async function readCurrentPath(): Promise<string | null> {
  return findLocalPath((await headers()).get(currentPathHeader));
}
