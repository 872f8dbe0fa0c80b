import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './support/browser';

// The journeys, as `npm test` and `npm test -- e2e` run them. Those start the site and the mailbox, and say here where.
const executablePath = process.env.E2E_BROWSER ?? findBrowser();

export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: 'results/journeys',
  fullyParallel: true,
  // One more than a small machine has cores: a case waits for emails, for pages and for what was broken, most of its time.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Long enough for a machine that does other work as well: nothing here is a measure of speed.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'results/journeys.json' }]],
  use: {
    ...(process.env.E2E_BASE_URL && { baseURL: process.env.E2E_BASE_URL }),
    locale: 'en-US',
    // What was done and answered, without pictures and copies of the page at each step, which cost more than the step. For those
    // run the test that failed once more: npm test -- e2e FILE --trace on
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
});
