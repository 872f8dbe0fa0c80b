import { chromium } from '@playwright/test';
import { Person } from '../../journeys/person';
import { browserArguments, findBrowser } from '../../support/browser';
import { type Client, type ClientProgram, closeAtEnd } from './client';

/** Chromium with and without JavaScript, driven by the `Person` of the journeys. */
export const chromiums: ClientProgram[] = [true, false].map((hasScripts) => ({
  name: hasScripts ? 'Chromium' : 'Chromium without JavaScript',
  hasScripts,
  start: (base) => start(base, hasScripts),
}));

async function start(base: string, hasScripts: boolean): Promise<Client> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('Chromium not found. Install it (Debian: apt-get install chromium).');
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const page = await browser.newPage({ baseURL: base, javaScriptEnabled: hasScripts, locale: 'en-US' });
  const person = new Person(page, hasScripts);
  return closeAtEnd({
    open: (address) => person.open(address),
    async fill(fields) {
      for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
    },
    async press(button) {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await page.getByRole('button', { name: button, exact: true }).click();
      await answered;
      await person.settle();
    },
    // Fails while a page is being replaced; the caller polls again.
    read: () => page.evaluate(readPage).catch(() => ''),
    close: () => browser.close(),
  });
}

function readPage(): string {
  const fields = document.querySelectorAll<HTMLInputElement>('input:not([type="hidden"], [type="password"])');
  return [document.body.innerText, ...[...fields].map(({ value }) => value)].join(' ');
}
