import { chromium } from '@playwright/test';
import { browserArguments, findBrowser } from '../browser';
import { Person } from '../journeys/person';
import { type Client, closeAtEnd, type Entrance } from './client';

/** Chromium, with or without JavaScript: a person of the journeys. */
export const chromiums: Entrance[] = [true, false].map((hasScripts) => ({
  name: hasScripts ? 'Chromium' : 'Chromium without JavaScript',
  hasScripts,
  start: (base) => start(base, hasScripts),
}));

async function start(base: string, hasScripts: boolean): Promise<Client> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error('Chromium is not here: install it (Debian: apt-get install chromium).');
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  const page = await browser.newPage({ baseURL: base, javaScriptEnabled: hasScripts, locale: 'en-US' });
  const person = new Person(page, hasScripts);
  return closeAtEnd({
    open: (address) => person.open(address),
    async fill(fields) {
      for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
    },
    press: async (button) => void (await person.press(button)),
    async read() {
      const values = await page.locator('input:not([type="hidden"], [type="password"])').all();
      return [
        await page.locator('body').innerText(),
        ...(await Promise.all(values.map((each) => each.inputValue()))),
      ].join(' ');
    },
    close: () => browser.close(),
  });
}
