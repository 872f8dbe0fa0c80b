import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from '@playwright/test';
import { browserArguments, provideBrowser } from '../support/browser';
import { atEnd, end, onInterrupt } from '../support/ending';
import { buildSite, makeEnvironment, startSite } from '../support/site';
import { drawSheet, type Picture } from './tour/sheet';

// npm run tour                          the screenshots of the README, in .github/
// npm run tour -- --all FOLDER          every screen and state, in two widths, light and dark
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
  const env = await makeEnvironment();
  if (!(await buildSite(env))) throw new Error('The build failed.');
  let log = '';
  await startSite(env, (text) => {
    log += text;
  });
  Object.assign(process.env, env);
  const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserArguments });
  atEnd(() => browser.close());
  await (values.all ? drawEverything(browser, values.all) : drawReadme(browser)).catch((error) => {
    console.error(log);
    throw error;
  });
}

async function drawReadme(browser: Browser): Promise<void> {
  const { wayBack } = await import('./tour/stops');
  const [light = [], dark = []] = await photograph(browser, wayBack, 'en', 390, 760);
  for (const [pictures, scheme] of [[light, 'light'] as const, [dark, 'dark'] as const]) {
    const file = fileURLToPath(new URL(`../.github/tour-${scheme}.webp`, import.meta.url));
    const sheet = await drawSheet(browser, { pictures, columns: 3, width: 390, height: 760, scheme, format: 'webp' });
    await writeFile(file, sheet);
    console.log(`${file}: ${Math.round(sheet.length / 1024)} kB`);
  }
}

async function drawEverything(browser: Browser, folder: string): Promise<void> {
  const { everything } = await import('./tour/stops');
  await mkdir(folder, { recursive: true });
  for (const language of values.languages.split(',')) {
    for (const width of [320, 1280]) {
      const sets = await photograph(browser, everything, language, width);
      for (const [index, pictures] of sets.entries()) {
        const scheme = schemes[index] ?? 'light';
        const shape = width === 320 ? { columns: 5, width: 320 } : { columns: 3, width: 640 };
        for (let first = 0; first < pictures.length; first += picturesPerSheet) {
          const some = pictures.slice(first, first + picturesPerSheet);
          const sheet = await drawSheet(browser, { pictures: some, ...shape, scheme, format: 'png' });
          await writeFile(join(folder, `${language}-${width}-${scheme}-${first / picturesPerSheet + 1}.png`), sheet);
        }
      }
      console.log(`${language}, ${width} px: ${sets[0]?.length} screens`);
    }
  }
}

type Walk = typeof import('./tour/stops').wayBack;

/** Runs a walk and takes a screenshot in each color scheme at every stop. @returns the pictures of each scheme */
async function photograph(browser: Browser, walk: Walk, locale: string, width: number, height?: number) {
  const page = await browser.newPage({
    baseURL: process.env.E2E_BASE_URL ?? '',
    locale,
    viewport: { width, height: height ?? 800 },
    reducedMotion: 'reduce',
  });
  const sets: Picture[][] = schemes.map(() => []);
  await walk(page, async (name) => {
    for (const [index, colorScheme] of schemes.entries()) {
      await page.emulateMedia({ colorScheme });
      await page.evaluate(() => scrollTo(0, 0));
      sets[index]?.push({ name, png: await page.screenshot({ fullPage: !height }) });
    }
  });
  await page.close();
  return sets;
}
