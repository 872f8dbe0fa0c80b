import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './fixture';
import type { Person } from './person';

declare const axe: typeof import('axe-core');

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Two looks with every rule; between them the other two of each choice, with the rules that a choice can change. */
const views = [
  { width: 1280, colorScheme: 'light', dir: 'ltr', rules: 'all' },
  { width: 1280, colorScheme: 'dark', dir: 'rtl', rules: 'of a view' },
  { width: 320, colorScheme: 'light', dir: 'ltr', rules: 'of a view' },
  { width: 320, colorScheme: 'dark', dir: 'rtl', rules: 'all' },
] as const;
/** For a page that is looked at in English too: its colors are the same in every language, its lengths and labels are not. */
export const translated = views.map((view) => (view === views[3] ? view : { ...view, rules: 'none' as const }));
type View = (typeof translated)[number] | (typeof views)[number];
const rulesOfAView = ['color-contrast', 'target-size', 'scrollable-region-focusable', 'link-in-text-block'];

/**
 * Looks at the page that is shown: wide and narrow, light and dark, in both directions, with text of twice the size, and
 * with the colours of the system. Nothing that axe would object to, nothing cut off or to scroll sideways, no small target.
 * E2E_LOOKS names a folder for a picture of each, for people to look at.
 */
export async function look({ page, hasScripts }: Person, state: string, from: readonly View[] = views): Promise<void> {
  // Without scripts in the page axe cannot run either; then only the widths are looked at.
  if (hasScripts && !(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
  const direction = await page.evaluate(() => document.documentElement.dir);
  for (const { width, colorScheme, dir, rules } of from) {
    const view = `${state}, ${colorScheme}, ${dir}, ${width} px`;
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme });
    await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
    if (hasScripts && rules !== 'none')
      expect.soft(await findViolations(page, rules === 'all' ? null : rulesOfAView), view).toEqual([]);
    expect.soft(await findMisfits(page), view).toEqual([]);
    if (process.env.E2E_LOOKS) {
      const file = `${state}-${hasScripts ? '' : 'plain-'}${width}-${colorScheme}-${dir}.png`;
      await page.screenshot({ path: join(process.env.E2E_LOOKS, file), fullPage: true });
    }
  }
  await page.evaluate((to) => document.documentElement.setAttribute('dir', to), direction);
  await page.evaluate(enlarge);
  expect.soft(await findMisfits(page), `${state}, text of twice the size`).toEqual([]);
  await page.evaluate(shrink);
  await page.emulateMedia({ forcedColors: 'active' });
  expect.soft(await findBorderless(page), `${state}, forced colours`).toEqual([]);
  await page.emulateMedia({ forcedColors: 'none' });
}

// By script of the test and not by a style of the page, which the Content-Security-Policy would refuse.
function enlarge(): void {
  document.documentElement.style.fontSize = '212.5%';
}

function shrink(): void {
  document.documentElement.style.fontSize = '';
}

async function findViolations(page: Page, only: string[] | null): Promise<string[]> {
  return page.evaluate(async (values) => {
    const { violations } = await axe.run(
      values
        ? { resultTypes: ['violations'], runOnly: { type: 'rule', values } }
        : { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } },
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, only);
}

/** What reaches over an edge of the screen, is cut off, or is too small for a thumb. */
async function findMisfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const screen = document.documentElement.clientWidth;
    const isShown = (node: Element) =>
      node.checkVisibility({ visibilityProperty: true }) && !node.closest('.unseen, .skip');
    const findings: string[] = [];
    if (document.documentElement.scrollWidth > screen) findings.push('The page scrolls sideways.');
    for (const node of document.querySelectorAll('a, button, input:not([type="hidden"])')) {
      const box = node.getBoundingClientRect();
      // A link in a sentence is hit around its text, too.
      const around = getComputedStyle(node, '::after');
      const isLarger = around.position === 'absolute';
      const width = Math.max(box.width, isLarger ? Number.parseFloat(around.width) : 0);
      const height = Math.max(box.height, isLarger ? Number.parseFloat(around.height) : 0);
      if (isShown(node) && (width < 44 || height < 43.5))
        findings.push(`Only ${Math.round(width)} by ${Math.round(height)}: ${node.outerHTML.slice(0, 120)}`);
    }
    for (const node of document.querySelectorAll('body *:not(svg *, script, style, option)')) {
      if (!isShown(node) || !node.textContent?.trim()) continue;
      const { left, right } = node.getBoundingClientRect();
      if (left < -0.5 || right > screen + 0.5) findings.push(`Over the edge: ${node.outerHTML.slice(0, 120)}`);
      const isCut = node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible';
      if (isCut) findings.push(`Cut off: ${node.outerHTML.slice(0, 120)}`);
    }
    return findings;
  });
}

/** Fields and buttons that no one would see as such where the system takes the colours away. */
async function findBorderless(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, .key, input:not([type="hidden"])')]
      .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.closest('.unseen'))
      .filter((node) => {
        const { borderBottomStyle, borderBottomWidth, textDecorationLine } = getComputedStyle(node);
        return (borderBottomStyle === 'none' || borderBottomWidth === '0px') && textDecorationLine !== 'underline';
      })
      .map((node) => node.outerHTML.slice(0, 120)),
  );
}
