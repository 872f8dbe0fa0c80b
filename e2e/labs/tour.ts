import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { speak } from '@/lib/words';
import { browserArguments, provideBrowser } from '../support/browser';
import { atEnd, end, onInterrupt } from '../support/ending';
import { type OpenId, startOpenId } from '../support/openid';
import { buildSite, makeEnvironment, startSite } from '../support/site';
import { drawSheet, type Picture } from './tour/sheet';
import type { Walk } from './tour/walk';

// npm run tour                          the screenshots of the README, in .github/
// npm run tour -- --all FOLDER          every screen and state, in three widths, light and dark
//               [--languages en,ar]     in these languages; default: en

const { values } = parseArgs({ options: { all: { type: 'string' }, languages: { type: 'string', default: 'en' } } });
const schemes = ['light', 'dark'] as const;
const picturesPerSheet = 10;

onInterrupt(end);
await tour().catch((error) => {
  console.error(error);
  return end(1);
});
await end(0);

async function tour(): Promise<void> {
  const made = await makeEnvironment();
  const provider = values.all ? await startOpenId() : null;
  if (provider) atEnd(provider.stop);
  const env = { ...made, ...provider?.settings(Number(made.PORT)) };
  if (!(await buildSite(env))) throw new Error('The build failed.');
  let log = '';
  await startSite(env, (text) => {
    log += text;
  });
  Object.assign(process.env, env);
  const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserArguments });
  atEnd(() => browser.close());
  await (values.all && provider ? drawEverything(browser, values.all, provider) : drawReadme(browser)).catch(
    (error) => {
      console.error(log);
      throw error;
    },
  );
}

async function drawReadme(browser: Browser): Promise<void> {
  const { wayBack } = await import('./tour/way-back');
  for (const { pictures, scheme } of await photograph(browser, wayBack, 'en', [390], 760)) {
    const file = fileURLToPath(new URL(`../../.github/tour-${scheme}.webp`, import.meta.url));
    const sheet = await drawSheet(browser, { pictures, columns: 3, width: 390, height: 760, scheme, format: 'webp' });
    await writeFile(file, sheet);
    console.log(`${file}: ${Math.round(sheet.length / 1024)} kB`);
  }
}

async function drawEverything(browser: Browser, folder: string, provider: OpenId): Promise<void> {
  const { everything } = await import('./tour/stops');
  await mkdir(folder, { recursive: true });
  for (const language of values.languages.split(',')) {
    const sets = await photograph(browser, everything(provider), language, [320, 390, 1280]);
    for (const { pictures, width, scheme } of sets) {
      const shape = width < 600 ? { columns: 5, width } : { columns: 3, width: width / 2 };
      for (let first = 0; first < pictures.length; first += picturesPerSheet) {
        const some = pictures.slice(first, first + picturesPerSheet);
        const sheet = await drawSheet(browser, { pictures: some, ...shape, scheme, format: 'png' });
        const number = String(first / picturesPerSheet + 1).padStart(2, '0');
        await writeFile(join(folder, `${language}-${width}-${scheme}-${number}.png`), sheet);
      }
    }
    console.log(`${language}: ${sets[0]?.pictures.length} screens`);
  }
}

type Series = { width: number; scheme: (typeof schemes)[number]; pictures: Picture[] };

/** Runs a walk and takes screenshots at every stop: in each width and color scheme, in full unless a height is given. */
async function photograph(browser: Browser, walk: Walk, locale: string, widths: number[], height?: number) {
  const { newNetwork } = await import('../support/world');
  const page = await browser.newPage({
    baseURL: process.env.E2E_BASE_URL ?? '',
    locale,
    reducedMotion: 'reduce',
    // A network of its own: the rate limits are for one walk.
    extraHTTPHeaders: { 'X-Forwarded-For': newNetwork() },
  });
  const all: Series[] = widths.flatMap((width) => schemes.map((scheme) => ({ width, scheme, pictures: [] })));
  const show = async (name: string) => {
    for (const { width, scheme, pictures } of all) {
      await page.setViewportSize({ width, height: height ?? 800 });
      await page.emulateMedia({ colorScheme: scheme });
      await page.evaluate(() => scrollTo(0, 0));
      pictures.push({ name, png: await page.screenshot({ fullPage: !height }) });
    }
  };
  await walk(page, show, await speak(locale));
  await page.close();
  return all;
}
