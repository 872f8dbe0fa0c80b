import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type ClientProgram, closeAtEnd, requireCommand } from './client';
import { Marionette } from './marionette';

/** The installed Firefox, driven with Marionette, because Playwright drives only its own patched Firefox. */
export const firefox: ClientProgram = { name: 'Firefox', hasScripts: true, start };

const preferences = {
  'marionette.port': 0,
  'intl.accept_languages': 'en-US, en',
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'app.normandy.enabled': false,
  'signon.rememberSignons': false,
};

async function start(base: string): Promise<Client> {
  const command = requireCommand(['firefox-esr', 'firefox'], 'firefox-esr');
  const profile = await mkdtemp(join(tmpdir(), 'return-key-firefox-'));
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const args = ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank'];
  // Firefox refuses a home folder of another user, and must not write to the real one.
  const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, HOME: profile } });
  const ended = once(child, 'exit');
  const driver = new Marionette(await findPort(profile));
  await driver.send('WebDriver:NewSession', {
    // Waits for elements of a page that a script is still loading.
    capabilities: { alwaysMatch: { timeouts: { implicit: 10_000 } } },
  });
  return closeAtEnd({
    ...drive(driver, base),
    async close() {
      driver.close();
      child.kill('SIGKILL');
      await ended;
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  });
}

function drive(driver: Marionette, base: string): Omit<Client, 'close'> {
  const find = (xpath: string) => findElement(driver, xpath);
  return {
    open: async (address) => void (await driver.send('WebDriver:Navigate', { url: new URL(address, base).href })),
    async fill(fields) {
      for (const [label, text] of Object.entries(fields)) {
        const id = await find(`//input[@id = //label[normalize-space() = ${quote(label)}]/@for]`);
        await driver.send('WebDriver:ElementClear', { id });
        await driver.send('WebDriver:ElementSendKeys', { id, text });
      }
    },
    async press(button) {
      await driver.send('WebDriver:ElementClick', { id: await find(`//button[normalize-space() = ${quote(button)}]`) });
    },
    async read() {
      const script = `return document.body.innerText + ' '
        + [...document.querySelectorAll('input:not([type=hidden], [type=password])')].map(({ value }) => value).join(' ')`;
      const answer = await driver.send('WebDriver:ExecuteScript', { script, args: [] });
      return String(unwrap(answer));
    },
  };
}

async function findElement(driver: Marionette, xpath: string): Promise<string> {
  const answer = unwrap(await driver.send('WebDriver:FindElement', { using: 'xpath', value: xpath }));
  return String(Object.values(Object(answer))[0]);
}

/** The port that Firefox chose, from the file that it writes when ready. @throws after a minute */
async function findPort(profile: string): Promise<number> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const written = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (written) return Number(written);
    await sleep(100);
  }
  throw new Error('Firefox was not ready within a minute.');
}

const unwrap = (answer: unknown): unknown => Object(answer).value;

/** An XPath string literal. XPath has no escapes, and no label contains both kinds of quotes. */
const quote = (text: string) => (text.includes('"') ? `'${text}'` : `"${text}"`);
