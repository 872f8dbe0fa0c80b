import { setTimeout as sleep } from 'node:timers/promises';
import PostalMime from 'postal-mime';
import type { Helper } from './helpers';
import type { SinkOrder, SinkReport } from './sink';

/**
 * Waits for an email to an address that contains a link to a page, and returns the link.
 * @param base the site of the link, where several sites send to one address
 */
export async function readLink(
  sink: Helper<SinkOrder, SinkReport>,
  to: string,
  page: string,
  base = '',
): Promise<string> {
  for (let tries = 0; tries < 200; tries += 1) {
    const { raw } = await sink.send({ find: to });
    const text = raw && (await PostalMime.parse(raw)).text;
    const link = text?.match(/https?:\/\/\S+/g)?.find((one) => one.startsWith(base) && one.includes(page));
    if (link) return link;
    await sleep(50);
  }
  throw new Error(`No email to ${to} with a link to ${page}.`);
}
