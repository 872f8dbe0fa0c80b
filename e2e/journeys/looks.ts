import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixture';
import type { Person } from './person';

declare const axe: typeof import('axe-core');

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const schemes = ['light', 'dark'] as const;
const widths = [1280, 320];

/**
 * Looks at the page that is shown, in light and dark, on a wide and on a narrow screen: nothing that axe would object to,
 * nothing to scroll sideways. E2E_LOOKS names a folder for a picture of each, for people to look at.
 */
export async function look({ page, hasScripts }: Person, state: string): Promise<void> {
  // Without scripts in the page axe cannot run either; then only the widths are looked at.
  if (hasScripts) await page.evaluate(axeSource);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      if (hasScripts) expect.soft(await findViolations(page), `${state}, ${colorScheme}, ${width} px`).toEqual([]);
      if (process.env.E2E_LOOKS) {
        const file = `${state}-${hasScripts ? '' : 'plain-'}${width}-${colorScheme}.png`;
        await page.screenshot({ path: join(process.env.E2E_LOOKS, file), fullPage: true });
      }
    }
    expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), `the width of ${state}`).toBe(width);
  }
}

async function findViolations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await axe.run({ resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}
