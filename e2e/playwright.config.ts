import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './browser';

// The journeys, as `npm test` and `npm test -- e2e` run them. Those start the site and the mailbox, and say here where.
const executablePath = process.env.E2E_BROWSER ?? findBrowser();

export default defineConfig({
  testMatch: '**/*.spec.ts',
  outputDir: 'results/journeys',
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  reporter: [['list'], ['json', { outputFile: 'results/journeys.json' }]],
  use: {
    ...(process.env.E2E_BASE_URL && { baseURL: process.env.E2E_BASE_URL }),
    locale: 'en-US',
    // Without a film of each step, which costs more than the step.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
});
