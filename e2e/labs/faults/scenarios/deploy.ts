import { appendFile, cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { browserArguments, provideBrowser } from '../../../support/browser';
import { findCommand, startChild } from '../../../support/child';
import { type Answer, Client } from '../../../support/client';
import type { Violation } from '../checker';
import { requestReset } from '../client';
import { type Deployment, openDeployment } from '../deployment';
import { newAddress, newPassword, newPerson, waitForLink } from '../people';
import { finishScenario, NotRun, type Scenario } from '../scenario';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
// Inside the project, so that it finds the packages; in a dot folder, so that other tools skip it. Both builds use the same folder,
// as in production, because the id of a server action depends on the path of its file.
const site = join(root, '.data', 'faults-site');
const builds = ['.next-first', '.next-second'] as const;
const sources = [
  ...['app', 'lib', 'db', 'emails', 'proxy.ts', 'instrumentation.ts', 'next.config.ts'],
  ...['tsconfig.json', 'tsconfig.build.json', 'package.json'],
];

/** Forms opened before a deploy are submitted after it: without JavaScript, as JavaScript sends them, and in a browser. */
export const deploy: Scenario = {
  name: 'deploy',
  runs: 6,
  async play({ runs, newDatabase }) {
    await buildTwice();
    const browser = await chromium.launch({ executablePath: provideBrowser(), args: browserArguments });
    const settings = () => ({ E2E_SITE_DIR: site, NEXT_DIST_DIR: builds[0] });
    const deployment = await openDeployment({ databaseUrl: await newDatabase(), settings });
    const violations: Violation[] = [];
    for (let run = 0; run < runs; run += 1) {
      const finish = await openPages(deployment, browser);
      for (const instance of deployment.instances) {
        await instance.stop();
        // Alternate between the two builds.
        instance.settings = { ...instance.settings, NEXT_DIST_DIR: builds[run % 2 ? 0 : 1] };
        await instance.start();
      }
      violations.push(...(await finish()));
    }
    await browser.close();
    return finishScenario(deployment, { fault: 'a deploy while pages are open', runs, recoveries: [], violations });
  },
};

/** Builds the application twice with the same key, the second time with one file changed. */
async function buildTwice(): Promise<void> {
  await rm(site, { recursive: true, force: true });
  await mkdir(site, { recursive: true });
  for (const name of sources) await cp(join(root, name), join(site, name), { recursive: true });
  await build(builds[0]);
  await appendFile(
    join(site, 'app', '(auth)', 'reset-password', 'actions.ts'),
    "\nconsole.info('the second build');\n",
  );
  await build(builds[1]);
}

async function build(dir: string): Promise<void> {
  const env = { APP_URL: 'http://localhost:3000', SMTP_URL: 'smtp://127.0.0.1:9', ...process.env, NEXT_DIST_DIR: dir };
  const ended = startChild(
    findCommand('next'),
    ['build', site],
    { ...env, NODE_ENV: 'production' },
    () => undefined,
  ).ended;
  const code = await ended;
  if (code !== 0) throw new NotRun(`needs two builds, one of which exited with ${code}`);
}

/** Opens the forms that users leave open longest, and returns a function that submits them all. */
async function openPages(deployment: Deployment, browser: Browser): Promise<() => Promise<Violation[]>> {
  const sends = [
    await openRequest(deployment, 'press'),
    await openRequest(deployment, 'call'),
    await openReset(deployment, 'press'),
    await openReset(deployment, 'call'),
    await openInBrowser(deployment, browser),
  ];
  return async () => {
    const results: [string, string][] = [];
    for (const send of sends) results.push(await send());
    return results
      .filter(([wanted, got]) => wanted !== got)
      .map(([wanted, got]) => ({
        rule: 'a page that was open before a deploy still works',
        about: `${wanted} expected, got ${got}`,
      }));
  };
}

async function openRequest(deployment: Deployment, way: 'press' | 'call'): Promise<() => Promise<[string, string]>> {
  const client = new Client(undefined, deployment.url);
  await client.open('/forgot-password');
  return async () => ['/forgot-password/sent', redirectOf(await client[way]({ email: newAddress() }))];
}

async function openReset(deployment: Deployment, way: 'press' | 'call'): Promise<() => Promise<[string, string]>> {
  const { email, link } = await newLink(deployment);
  const client = new Client(undefined, deployment.url);
  await client.open(link);
  return async () => {
    const password = newPassword();
    const entry = deployment.ledger.begin({ verb: 'set', email, link, password });
    const got = redirectOf(await client[way]({ password }));
    deployment.ledger.settle(entry, got === '/login' ? 'ok' : 'refused', got);
    return ['/login', got];
  };
}

async function openInBrowser(deployment: Deployment, browser: Browser): Promise<() => Promise<[string, string]>> {
  const { email, link } = await newLink(deployment);
  const page = await browser.newPage();
  await page.goto(link, { waitUntil: 'networkidle' });
  return async () => {
    const password = newPassword();
    const entry = deployment.ledger.begin({ verb: 'set', email, link, password });
    await page.locator('input[name=password]').first().fill(password);
    await page.locator('form:has(input[name=password]) button[type=submit]').last().click();
    await page.waitForURL('**/login').catch(() => undefined);
    const got = new URL(page.url()).pathname;
    deployment.ledger.settle(entry, got === '/login' ? 'ok' : 'unknown', got);
    await page.close();
    return ['/login', got];
  };
}

async function newLink(deployment: Deployment): Promise<{ email: string; link: string }> {
  const { email } = await newPerson(deployment);
  await requestReset(deployment, email);
  const message = await waitForLink(deployment, email);
  if (!message) throw new Error('The link did not arrive.');
  return { email, link: message.link };
}

/** The redirect of an answer: Location, or the Next.js header for server actions. Otherwise the status. */
function redirectOf({ status, headers }: Answer): string {
  const script = headers['x-action-redirect'];
  return headers.location ?? (typeof script === 'string' ? script.split(';')[0] : undefined) ?? String(status);
}
