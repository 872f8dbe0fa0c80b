import { test as base, expect, type Page } from '@playwright/test';
import { Client } from '../support/client';
import { Person } from './person';

export { expect };

type Fixtures = {
  /** Another browser, with cookies and a network of its own. */
  arrive: () => Promise<Person>;
  person: Person;
};

/**
 * Journeys in a real browser. Each fails, whatever else it looks at, on an error in the console (a violation of the
 * Content-Security-Policy is one), on a request to another origin, and on a broken answer.
 */
export const test = base.extend<Fixtures>({
  arrive: async ({ browser, baseURL, javaScriptEnabled }, use) => {
    const findings: string[] = [];
    await use(async () => {
      const network = new Client().network;
      const context = await browser.newContext({ extraHTTPHeaders: { 'X-Forwarded-For': network } });
      const page = await context.newPage();
      watch(page, new URL(baseURL ?? '').origin, findings);
      return new Person(page, javaScriptEnabled !== false);
    });
    expect(findings).toEqual([]);
  },
  person: async ({ arrive }, use) => use(await arrive()),
});

/** Declares the same tests for a browser with JavaScript and for one without. */
export function withAndWithoutScripts(declare: (hasScripts: boolean) => void): void {
  for (const javaScriptEnabled of [true, false]) {
    test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
      test.use({ javaScriptEnabled });
      declare(javaScriptEnabled);
    });
  }
}

function watch(page: Page, origin: string, findings: string[]): void {
  page.on('pageerror', (error) => findings.push(`${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // The browser's own remark about a status that a refused form has on purpose; others are judged below.
    if (message.type() !== 'error' || message.text().startsWith('Failed to load resource: the server responded'))
      return;
    findings.push(`${page.url()}: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== origin) findings.push(`A request to ${url.href}`);
  });
  page.on('response', (response) => {
    const isRefusal = [422, 429].includes(response.status());
    const isPage = response.request().isNavigationRequest();
    if (response.status() >= (isPage ? 500 : 400) && !isRefusal)
      findings.push(`${response.status()} from ${response.url()}`);
  });
}
