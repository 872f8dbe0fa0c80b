import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideBrowser } from './support/browser';
import { findCanaries } from './support/canary';
import { findCommand, startChild } from './support/child';
import { atEnd, end, isEnding, onInterrupt } from './support/ending';
import { buildSite, makeEnvironment, startSite } from './support/site';

// npm test                          everything: format, lint, types; unit and database tests; a production build; browser tests
// npm test -- check                 format, lint and types only
// npm test -- unit [arguments]      unit and database tests only; the arguments go to Vitest
// npm test -- e2e [arguments]       the build and the browser tests only; the arguments go to Playwright
// The last line is always "N passed, M failed". A part runs even when the one before it failed. In a whole run the site is built while the
// unit tests run, which leave a processor idle now and then.

type Tally = { passed: number; failed: number; skipped: number };

const root = fileURLToPath(new URL('..', import.meta.url));
const results = join(root, 'e2e', 'results');
const parts: Record<string, (args: string[]) => Promise<Tally>> = { check, unit, e2e };
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
let building: ReturnType<typeof build> | undefined;
let buildOutput = '';

process.chdir(root);
// atEnd() runs its steps newest first, so the step registered first prints the last line.
atEnd(async () => console.log(`\n${describe(tally)}`));
onInterrupt(() => {
  if (!isEnding()) add(toTally(false));
  return end(1);
});
await rm(results, { recursive: true, force: true });
await mkdir(results, { recursive: true });
const [wanted, ...args] = process.argv.slice(2);
if (wanted && !parts[wanted])
  console.error(`There is no part "${wanted}". Choose one of: ${Object.keys(parts).join(', ')}.`);
for (const part of wanted ? [parts[wanted] ?? unknown] : Object.values(parts)) {
  const partTally = await part(args).catch(report);
  if (!isEnding()) add(partTally);
}
await end(tally.failed ? 1 : 0);

async function check(): Promise<Tally> {
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('This part runs scripts from package.json: start it with npm test.');
  return toTally((await startChild(npm, ['run', '--silent', 'check']).ended) === 0);
}

async function unit(args: string[]): Promise<Tally> {
  if (!wanted) {
    building = build((text) => {
      buildOutput += text;
    });
    // The next part reports it.
    building.catch(() => undefined);
  }
  const output = join(results, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${output}`];
  const code = await startChild(findCommand('vitest'), ['run', ...reporters, ...args], {
    ...process.env,
    NODE_ENV: 'test',
  }).ended;
  const report: Record<string, number> = JSON.parse(await readFile(output, 'utf8').catch(() => '{}'));
  const { numPassedTests: passed = 0, numFailedTests: failed = 0, numPendingTests: skipped = 0 } = report;
  return withVerdict(code === 0, { passed, failed, skipped });
}

async function e2e(args: string[]): Promise<Tally> {
  const browser = provideBrowser();
  const { env, isBuilt } = await (building ?? build());
  process.stdout.write(buildOutput);
  const built = toTally(isBuilt);
  if (built.failed) return built;
  // The cases provoke errors on purpose, so the site's log goes to a file. It is searched for secrets at the end.
  let log = '';
  await startSite(env, (text) => {
    log += text;
  });
  const playwright = findCommand('playwright', '@playwright/test');
  const code = await startChild(playwright, ['test', '--config', join(root, 'e2e', 'playwright.config.ts'), ...args], {
    ...process.env,
    ...env,
    NODE_ENV: 'test',
    E2E_BROWSER: browser,
  }).ended;
  await writeFile(join(results, 'site.log'), log);
  const canaries = await findCanaries(log, env.DATABASE_URL ?? '');
  for (const canary of canaries) console.error(`A secret from a test was found in ${canary}`);
  const secrecy = toTally(canaries.length === 0);
  const report = JSON.parse(await readFile(join(results, 'journeys.json'), 'utf8').catch(() => '{}'));
  // A --reporter argument replaces the JSON reporter; without its report the whole run counts as one test.
  const {
    expected = code === 0 ? 1 : 0,
    unexpected = 0,
    flaky = 0,
    skipped = 0,
  }: Record<string, number> = report.stats ?? {};
  return withVerdict(code === 0, {
    passed: built.passed + secrecy.passed + expected,
    failed: secrecy.failed + unexpected + flaky,
    skipped,
  });
}

async function build(onOutput?: (text: string) => void) {
  const env = await makeEnvironment();
  return { env, isBuilt: await buildSite(env, onOutput) };
}

async function unknown(): Promise<Tally> {
  return toTally(false);
}

function toTally(isGood: boolean): Tally {
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/** A run can fail without a failed test, for example when a file does not load or a worker dies. */
function withVerdict(isGood: boolean, { passed, failed, skipped }: Tally): Tally {
  return { passed, failed: isGood ? failed : Math.max(failed, 1), skipped };
}

function report(error: unknown): Tally {
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  return toTally(false);
}

function add({ passed, failed, skipped }: Tally): void {
  tally.passed += passed;
  tally.failed += failed;
  tally.skipped += skipped;
}

function describe({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}
