import { headers } from 'next/headers';
import { findLocalPath } from './destination';

/** entry.ts sets this header to the path and query of each request, overwriting what the client sent. */
export const currentPathHeader = 'x-here';

/** Path and query of the page being rendered, which Next.js doesn't pass to layouts and actions. */
export async function readCurrentPath(): Promise<string | null> {
  return findLocalPath((await headers()).get(currentPathHeader));
}
