import type { Page } from '@playwright/test';
import type { Words } from '@/lib/words';

/** Called at each stop of a walk: takes pictures of the current page. */
export type Show = (name: string) => Promise<void>;
/** Leads a browser from stop to stop. `words` are those of the language that it asks for. */
export type Walk = (page: Page, show: Show, words: Words) => Promise<void>;

export async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
}

/** Opens an address as a browser that knows nothing of this site, without changing who is signed in elsewhere. */
export async function openAsStranger(page: Page, address: string): Promise<void> {
  await page.context().clearCookies();
  await open(page, address);
}

export async function visit(page: Page, show: Show, stops: Record<string, string>): Promise<void> {
  for (const [name, address] of Object.entries(stops)) {
    await open(page, address);
    await show(name);
  }
}

/** Shows the page of a link as a browser sees it that keeps no cookies. Ends with the link opened. */
export async function showWithoutCookies(page: Page, show: Show, name: string, link: string): Promise<void> {
  await open(page, link);
  await page.context().clearCookies();
  await page.reload({ waitUntil: 'networkidle' });
  await show(`${name}, without cookies`);
  await open(page, link);
}

export async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`main #${name}`).fill(value);
}

/** The button that a form is sent with: always its first one. */
export const mainKey = 'button.key';

/** Fills the form that has these fields and presses its key. Waits until the result is shown. */
export async function send(page: Page, fields: Record<string, string>): Promise<void> {
  await fill(page, fields);
  const form = Object.keys(fields).map((name) => `:has(#${name})`);
  await press(page, `form${form.join('')} ${mainKey}`);
}

/** Presses a button and waits until the result is shown: another page, or an error in the form. */
export async function press(page: Page, button: string): Promise<void> {
  const before = page.url();
  const key = page.locator(`main ${button}`).first();
  await key.evaluate((element) => element.setAttribute('data-pressed', ''));
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await key.click();
  await answered;
  // The button stays disabled until the result is on the page.
  await page.waitForFunction(
    (url) => location.href !== url || !document.querySelector('main [data-pressed][aria-disabled="true"]'),
    before,
  );
  await page.waitForLoadState('networkidle');
}

/** Opens everything that is folded away. */
export async function unfold(page: Page): Promise<void> {
  for (const fold of await page.locator('main details').all())
    await fold.evaluate((element) => element.setAttribute('open', ''));
}

/** Shows a document in place of the page, then goes back. */
export async function showDocument(page: Page, html: string, show: () => Promise<void>): Promise<void> {
  const before = page.url();
  await page.goto('about:blank');
  await page.setContent(html);
  await show();
  await page.goto(before);
}
