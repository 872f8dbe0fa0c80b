import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { en } from '@/lib/words/en';
import { newLink, newPassword, newUser } from '../support/world';
import { expect, test } from './fixture';
import type { Person } from './person';

const longestOwnScriptsKilobytes = 6;
// The one file that holds Next.js's own link, 7 kB of it, and with it our smallest components.
const longestWithLinkKilobytes = 13;
const longestStylesKilobytes = 10;

test('the pages of the way in bring little of their own, and nothing on them jumps', async ({ person }) => {
  const { email } = await newUser();
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
      await someone.press(en.forgot.submit);
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
    const { own, withLink } = await weigh(person.page, 'script[src]', framework);
    const { own: styles } = await weigh(person.page, 'link[rel="stylesheet"]', []);
    console.log(`${name}: scripts ${own} kB (with the link of Next.js ${withLink} kB), styles ${styles} kB`);
    expect.soft(own, name).toBeLessThanOrEqual(longestOwnScriptsKilobytes);
    expect.soft(withLink, name).toBeLessThanOrEqual(longestWithLinkKilobytes);
    expect.soft(styles, name).toBeLessThanOrEqual(longestStylesKilobytes);
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

/** How many kilobytes the files are that a page names, without those that are not counted, one by one through gzip. */
async function weigh(page: Page, selector: string, uncounted: string[]): Promise<{ own: number; withLink: number }> {
  const urls = await page
    .locator(selector)
    .evaluateAll((nodes) => [...new Set(nodes.map((node) => Reflect.get(node, 'src') || Reflect.get(node, 'href')))]);
  const counted = urls.map(String).filter((url) => !uncounted.some((file) => url.includes(file)));
  const texts = await Promise.all(counted.map(async (url) => (await fetch(url)).text()));
  // The library of passkeys comes once the page is shown, where the browser has passkeys: the page does not wait for it.
  const files = texts.filter((text) => !text.includes('createNewAbortSignal'));
  const sum = (some: string[]) => kilobytes(some.reduce((bytes, file) => bytes + gzipSync(file).length, 0));
  return { own: sum(files.filter((file) => !file.includes('onNavigate'))), withLink: sum(files) };
}

const kilobytes = (bytes: number) => Math.round(bytes / 102.4) / 10;
