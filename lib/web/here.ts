import { headers } from 'next/headers';

/** requests.ts or entry.ts writes the path of the page into this private header, over whatever a client sent. */
export const hereHeader = 'x-here';

/** The path of the page that is being made, which Next.js tells a layout or a page no other way. */
export async function readHere(): Promise<string> {
  return (await headers()).get(hereHeader) ?? '/account';
}
