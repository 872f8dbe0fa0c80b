import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { findCommand } from './child';

const isRoot = process.getuid?.() === 0;

// Chromium opens two pages of its own beside each of ours, for suggestions under an address bar that is not shown: four times the work
// of ours. It heeds only the last list of this kind, so what Playwright turns off has to stand here again.
const unwanted = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'LensOverlay'],
  ...['HttpsFirstBalancedModeAutoEnable', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning'],
  ...['AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled'],
  ...['PreconnectToSearch', 'TcpPortRandomizationWin'],
];

/** What every browser of ours is started with. As root Chromium refuses to start inside of its sandbox. */
export const browserArguments = [
  '--disable-background-networking',
  `--disable-features=${unwanted.join(',')}`,
  ...(isRoot ? ['--no-sandbox'] : []),
];

/** A browser that starts: Playwright's own, else an installed Chrome, Chromium or Edge. */
export function findBrowser(): string | null {
  return [chromium.executablePath(), ...listInstalled()].find(starts) ?? null;
}

/**
 * A browser that starts, installed if need be: by Playwright, else on Debian (as root) from its own packages.
 * @throws a sentence that says what to install.
 */
export function provideBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  const canInstall = isRoot && process.platform === 'linux' && isCommand('apt-get');
  console.log('No Chrome or Chromium here. Installing one for the tests…');
  const steps: [string, string[]][] = [
    [process.execPath, [findCommand('playwright', '@playwright/test'), 'install', 'chromium']],
    ...(canInstall ? packageSteps : []),
  ];
  for (const [command, args] of steps) {
    spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 10 * 60_000, env: quietly });
    const installed = findBrowser();
    if (installed) return installed;
  }
  throw new Error(
    'The journeys need a browser: install Chrome or Chromium, or run: npx playwright install --with-deps chromium',
  );
}

const quietly = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
// Playwright's own browser may have come without the libraries that it needs, hence its second chance after Debian's.
const packageSteps: [string, string[]][] = [
  ['apt-get', ['update']],
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
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
  return [...(places[process.platform] ?? []), ...names.flatMap(findOnPath)];
}

function findOnPath(name: string): string[] {
  return (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
}

const isCommand = (name: string) => findOnPath(name).some((path) => existsSync(path));

/** There, and with all the libraries that it needs. On Windows the question for the version would open a window. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version', ...browserArguments], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}
