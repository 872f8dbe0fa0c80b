import { cp, rm, writeFile } from 'node:fs/promises';
import { type Browser, chromium } from '@playwright/test';
import { browserArguments, provideBrowser } from '../browser';
import { end, onInterrupt } from '../ending';
import { assemble } from './cell';
import { describeMachine } from './meter';
import { openOurs } from './ours';
import { bareDir, openBare, overhearRequest } from './references';
import { Report } from './report';
import { median } from './statistics';
import { bar, barHead, figure, table } from './table';

// npm run bench:paint [-- --write]: when the largest thing of a page stands on a phone's screen, beside the same page, with the
// same style, scripts and headers, as files that next start hands out. Each time in a browser that knows neither, in turn.
// The headers count: for a page with Cross-Origin-Opener-Policy a browser begins a process of its own.

const pages = ['/login', '/register', '/forgot-password', '/forgot-password/sent'];
const rounds = 15;
const security = /^(content-security-policy|cross-origin-.*|permissions-policy|referrer-policy|x-(content|frame)-.*)$/;
const stillPath = (path: string) => `/still${path.replaceAll('/', '-')}.html`;

onInterrupt(end);
try {
  const hands = await assemble();
  const ours = await openOurs(hands, 10);
  const statement = await overhearRequest(ours);
  const site = await ours.start(1);
  const [base = ''] = site.bases;
  await keepStill(base, ours.env.NEXT_DIST_DIR);
  const bare = await openBare(ours.databaseUrl, statement);
  const { bases, stop } = await bare.start(1);
  await rm(`${bareDir}/still.json`);
  const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserArguments });
  const rows: string[][] = [];
  for (const path of pages) {
    const [made, lying]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      made.push(await paint(browser, base + path));
      lying.push(await paint(browser, `${bases[0]}${stillPath(path)}`));
    }
    const name = `${path}: ${figure(median(made))} and ${figure(median(lying))} ms`;
    rows.push(bar(name, median(made) / median(lying), 1.2, 'at most'));
  }
  await browser.close();
  await Promise.all([site.stop(), stop()]);
  const report = new Report();
  report.say(`${describeMachine()}; medians of ${rounds} visits each.`, table(barHead, rows));
  if (process.argv.includes('--write')) await report.keepAs('paint');
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function keepStill(base: string, built = ''): Promise<void> {
  await cp(`${built}/static`, `${bareDir}/public/still`, { recursive: true });
  const rules = [];
  for (const path of pages) {
    const answer = await fetch(base + path);
    await writeFile(
      `${bareDir}/public${stillPath(path)}`,
      (await answer.text()).replaceAll('/_next/static/', '/still/'),
    );
    const headers = [...answer.headers].filter(([key]) => security.test(key)).map(([key, value]) => ({ key, value }));
    rules.push({ source: stillPath(path), headers });
  }
  await writeFile(`${bareDir}/still.json`, JSON.stringify(rules));
}

/** Milliseconds until the largest paint of a page, in a window that has never been here. */
async function paint(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  const page = await context.newPage();
  await page.goto(url, { waitUntil: 'networkidle' });
  const time = await page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN)).observe({
          type: 'largest-contentful-paint',
          buffered: true,
        }),
      ),
  );
  await context.close();
  return time;
}
