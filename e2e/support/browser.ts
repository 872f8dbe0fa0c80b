import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { findCommand } from './child';

const isRoot = process.getuid?.() === 0;

// For each page Chromium opens two internal pages for address bar suggestions, which cost four times as much as the page itself.
// Chromium uses only the last --disable-features, so the list repeats what Playwright disables.
const disabledFeatures = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'TcpPortRandomizationWin'],
];

/**
 * Arguments for every browser of the tests. Chromium run as root starts only without its sandbox. Without a process for graphics, which no
 * test looks at, they take a sixth less of the processor.
 */
export const browserArguments = [
  '--disable-background-networking',
  ...['--disable-gpu', '--disable-software-rasterizer'],
  `--disable-features=${disabledFeatures.join(',')}`,
  ...(isRoot ? ['--no-sandbox'] : []),
];

/**
 * The path of a browser that starts: Playwright's own, otherwise an installed Chrome, Chromium or Edge. The headless shell of Chromium
 * comes first, as with Playwright: the browser tests take two thirds of the time that they take in the whole Chromium.
 */
export function findBrowser(): string | null {
  return [chromium.executablePath(), ...listInstalled()].find(starts) ?? null;
}

/**
 * The path of a browser that starts. If there is none, installs one: with Playwright, otherwise (on Debian, as root) with apt-get.
 * @throws an error that says what to install.
 */
export function provideBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  const canInstall = isRoot && process.platform === 'linux' && isCommand('apt-get');
  console.log('Chrome or Chromium not found. Installing one for the tests…');
  const steps: [string, string[]][] = [
    [process.execPath, [findCommand('playwright', '@playwright/test'), 'install', 'chromium']],
    ...(canInstall ? packageSteps : []),
  ];
  for (const [command, args] of steps) {
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 10 * 60_000, env: noninteractiveEnv });
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'The browser tests need a browser: install Chrome or Chromium, or run: npx playwright install --with-deps chromium',
  );
}

const noninteractiveEnv = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
// Playwright's browser may lack system libraries. If Debian's Chromium cannot be installed either, these are installed.
const packageSteps: [string, string[]][] = [
  ['apt-get', ['update']],
  ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium-headless-shell']],
  ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
  [process.execPath, [findCommand('playwright', '@playwright/test'), 'install-deps', 'chromium']],
];

function listInstalled(): string[] {
  const places: Partial<Record<NodeJS.Platform, string[]>> = {
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) =>
        join(process.env[variable] ?? '', file),
      ),
    ),
  };
  const names = [
    'chromium-headless-shell',
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge',
  ];
  return [...(places[process.platform] ?? []), ...names.flatMap(findOnPath)];
}

function findOnPath(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}

const isCommand = (name: string) => findOnPath(name).some((path) => existsSync(path));

/** Whether the program exists and starts, which needs its libraries. Not run on Windows, where --version opens a window. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version', ...browserArguments], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
