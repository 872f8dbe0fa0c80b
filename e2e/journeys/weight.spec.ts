import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { newAccount, newLink, newPassword } from '../world';
import { expect, test } from './fixture';
import type { Person } from './person';

const longestOwnScriptsKilobytes = 6;
const longestStylesKilobytes = 10;

test('the pages of the way in bring little of their own, and nothing on them jumps', async ({ person }) => {
  const { email } = await newAccount();
  const { link } = await newLink(email);
  await person.page.addInitScript(watchShifts);
  const framework = await listFrameworkFiles();
  const walks: Record<string, (person: Person) => Promise<unknown>> = {
    '/': (someone) => someone.open('/'),
    '/login': (someone) => someone.open('/login'),
    '/register': (someone) => someone.open('/register'),
    '/forgot-password': (someone) => someone.open('/forgot-password'),
    '/forgot-password/sent': async (someone) => {
      await someone.fill({ email });
      await someone.press('Send the link');
      await someone.open('/forgot-password/sent');
    },
    '/reset-password': async (someone) => {
      await someone.open(link);
      await someone.fill({ password: newPassword() });
    },
    'a dead end': (someone) => someone.open('/reset-password/not-ours'),
    'no such page': (someone) => someone.open('/no-such-page'),
  };
  for (const [name, walk] of Object.entries(walks)) {
    await walk(person);
    const scripts = await weigh(person.page, 'script[src]', framework);
    const styles = await weigh(person.page, 'link[rel="stylesheet"]', []);
    console.log(`${name}: ${kilobytes(scripts)} kB of scripts of its own, ${kilobytes(styles)} kB of styles`);
    expect.soft(kilobytes(scripts), name).toBeLessThanOrEqual(longestOwnScriptsKilobytes);
    expect.soft(kilobytes(styles), name).toBeLessThanOrEqual(longestStylesKilobytes);
    expect.soft(await person.page.evaluate(() => Reflect.get(window, 'shifts')), `shifts of ${name}`).toEqual([]);
  }
});

/** Keeps what moved without a person having caused it. */
function watchShifts(): void {
  const shifts: unknown[] = [];
  Reflect.set(window, 'shifts', shifts);
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!Reflect.get(entry, 'hadRecentInput')) shifts.push(entry.toJSON());
  }).observe({ type: 'layout-shift', buffered: true });
}

/** What Next.js ships with any page, however empty. */
async function listFrameworkFiles(): Promise<string[]> {
  const dir = process.env.NEXT_DIST_DIR ?? '.next';
  const manifest: { rootMainFiles: string[]; polyfillFiles: string[] } = JSON.parse(
    await readFile(`${dir}/build-manifest.json`, 'utf8'),
  );
  return [...manifest.rootMainFiles, ...manifest.polyfillFiles];
}

/** How many bytes the files are that a page names, without those that are not counted, one by one through gzip. */
async function weigh(page: Page, selector: string, uncounted: string[]): Promise<number> {
  const urls = await page
    .locator(selector)
    .evaluateAll((nodes) => [...new Set(nodes.map((node) => Reflect.get(node, 'src') || Reflect.get(node, 'href')))]);
  const counted = urls.map(String).filter((url) => !uncounted.some((file) => url.includes(file)));
  const files = await Promise.all(counted.map(async (url) => (await fetch(url)).arrayBuffer()));
  return files.reduce((sum, file) => sum + gzipSync(Buffer.from(file)).length, 0);
}

const kilobytes = (bytes: number) => Math.round(bytes / 102.4) / 10;
