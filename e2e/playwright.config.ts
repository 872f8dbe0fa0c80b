import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './support/browser';

// Used by `npm test` and `npm test -- e2e`, which start the site and the mailbox and pass their addresses in E2E_* variables.
const executablePath = process.env.E2E_BROWSER ?? findBrowser();

// These build an application of their own in one worker, which takes a minute or two.
const builders = ['recipes/recipes.spec.ts', 'cases/embedding.spec.ts'].map((file) => `**/${file}`);

export default defineConfig({
  // First what takes longest: at the end, the other workers would wait for it.
  projects: [
    { name: 'builds', testMatch: builders },
    { name: 'site', testMatch: '**/*.spec.ts', testIgnore: builders },
  ],
  outputDir: 'results/journeys',
  fullyParallel: true,
  // One more than the two cores of a small machine, because a test spends most of its time waiting.
  workers: 3,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // Generous, for a busy machine: these limits do not measure speed.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: 'results/journeys.json' }]],
  use: {
    ...(process.env.E2E_BASE_URL && { baseURL: process.env.E2E_BASE_URL }),
    locale: 'en-US',
    // Actions and responses only: screenshots and DOM snapshots cost more than the steps themselves. To get them, run the failed
    // test again: npm test -- e2e FILE --trace on
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
});
