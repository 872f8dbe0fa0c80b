import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import type { Hand } from './hands';
import type { SinkOrder, SinkReport } from './sink';

/**
 * Waits for the newest mail to an address, and takes the address of a page out of it.
 * @param base the site that it leads to, where several write to one address
 */
export async function readLink(
  sink: Hand<SinkOrder, SinkReport>,
  to: string,
  page: string,
  base = '',
): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { raw } = await sink.ask({ find: to });
    const text = raw && (await PostalMime.parse(raw)).text;
    const link = text?.match(/https?:\/\/\S+/g)?.find((one) => one.startsWith(base) && one.includes(page));
    if (link) return link;
    await sleep(50);
  }
  throw new Error(`No mail to ${to} with an address of ${page}.`);
}
