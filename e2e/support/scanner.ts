import type { BrowserContext, Page } from '@playwright/test';
import type { Message } from '../dev/mailbox/inbox';
import { Client } from './client';

// Simulates the link scanners of company mail servers, which open every link of an email before its reader does.

const dummies: Record<string, string> = { email: 'scanner@example.test', password: 'Test1234!', text: 'test' };

/** Every URL in the text part and the HTML links of an email. */
export function linksOf({ text, html }: Message): string[] {
  const hrefs = [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
  return [...new Set([...(text.match(/https?:\/\/\S+/g) ?? []), ...hrefs])].filter((link) => /^https?:/.test(link));
}

/**
 * Treats every link of an email as the most intrusive scanners do: requests it with HEAD and GET, then opens it in a real browser,
 * presses every button of the page, and fills every form with dummy text. All links at once.
 * @returns the number of buttons pressed
 */
export async function scan(context: BrowserContext, message: Message): Promise<number> {
  const pressed = await Promise.all(linksOf(message).map((link) => scanLink(context, link)));
  return pressed.reduce((sum, each) => sum + each, 0);
}

async function scanLink(context: BrowserContext, link: string): Promise<number> {
  const scanner = new Client();
  await scanner.send('HEAD', link);
  await scanner.open(link, { 'Sec-Purpose': 'prefetch' });
  await scanner.open(link);
  const [empty, filled] = await Promise.all([false, true].map((isFilled) => pressEverything(context, link, isFilled)));
  return (empty ?? 0) + (filled ?? 0);
}

/** Opens the link again for each button, because a press may leave the page. */
async function pressEverything(context: BrowserContext, link: string, isFilled: boolean): Promise<number> {
  let pressed = 0;
  for (let count = 1; pressed < count; pressed++) {
    const page = await context.newPage();
    await page.goto(link, { waitUntil: 'networkidle' });
    // One language button is enough: they all do the same.
    const buttons = page.locator('button:not(.languages button ~ button), input[type="submit"], [role="button"]');
    count = await buttons.count();
    if (count === 0) {
      await page.close();
      return 0;
    }
    if (isFilled) await fillEverything(page);
    await buttons.nth(pressed).click();
    await page.waitForLoadState('networkidle');
    await page.close();
  }
  return pressed;
}

async function fillEverything(page: Page): Promise<void> {
  for (const input of await page.locator('input:not([type="hidden"])').all()) {
    if (!(await input.isEditable()) || !(await input.isVisible())) continue;
    await input.fill(dummies[(await input.getAttribute('type')) ?? 'text'] ?? 'test');
  }
}
