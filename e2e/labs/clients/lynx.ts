import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, type ClientProgram, closeAtEnd, requireCommand } from './client';

/**
 * Lynx, driven by key presses. It sends neither Origin nor Sec-Fetch-Site, so the site checks its forms by Referer. Lynx reads
 * the keys from a script, here a named pipe, and prints the current page to a file.
 */
export const lynx: ClientProgram = { name: 'Lynx', hasScripts: false, start };

async function start(base: string): Promise<Client> {
  const command = requireCommand(['lynx'], 'lynx');
  const home = await mkdtemp(join(tmpdir(), 'return-key-lynx-'));
  const script = join(home, 'keys');
  execFileSync('mkfifo', [script]);
  // Opened for reading too, so that open() does not block and Lynx never reads an end of file.
  const pipe = openSync(script, constants.O_RDWR);
  // Without this setting the digits act as arrow keys.
  await writeFile(join(home, '.lynxrc'), 'keypad_mode=LINKS_AND_FIELDS_ARE_NUMBERED\n');
  const options = ['-accept_all_cookies', '-nopause', '-number_fields', '-tna', '-term=vt100', `-cmd_script=${script}`];
  const child = spawn(command, [...options, `${base}/`], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...process.env, HOME: home, LC_ALL: 'C.UTF-8', LINES: '60', COLUMNS: '80' },
  });
  const ended = once(child, 'exit');
  return closeAtEnd({
    ...drive((...keys) => void writeSync(pipe, keys.map((key) => `key ${key}\n`).join('')), home, base),
    async close() {
      child.kill('SIGKILL');
      await ended;
      closeSync(pipe);
      await rm(home, { recursive: true, force: true });
    },
  });
}

function drive(pressKeys: (...keys: string[]) => void, home: string, base: string): Omit<Client, 'close'> {
  let prints = 0;

  // Lynx reads the next key only when the page of the last one has loaded, so it prints the result of all keys so far.
  async function read(): Promise<string> {
    const file = join(home, `page-${++prints}`);
    pressKeys('p', '^J', '^U', ...spell(file), '^J');
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const text = await readFile(file, 'utf8').catch(() => '');
      // The file is complete once it ends with the list of links.
      if (text.endsWith('\n') && /\n\s+\d+\. \S.*\n$/.test(text)) return text.replace(/\nReferences\n.*/s, '');
      await sleep(50);
    }
    throw new Error('Lynx did not print the page within twenty seconds.');
  }

  const goTo = (number: string) => pressKeys(...number, 'g', '^J');

  return {
    read,
    async open(address) {
      pressKeys('g', '^U', ...spell(new URL(address, base).href), '^J');
    },
    async fill(fields) {
      for (const [label, text] of Object.entries(fields)) {
        goTo(find(await read(), new RegExp(`\\n\\s*${toPattern(label)}\\n.*?\\[(\\d+)\\][_*\\S]`, 's'), label));
        pressKeys('^J', '^U', ...spell(text), '<tab>');
      }
    },
    async press(button) {
      // Lynx shows the number of the button before its text.
      goTo(find(await read(), new RegExp(`\\(\\[(\\d+)\\][^()\\[\\]]+\\)\\s+${toPattern(button)}(?=\\s|$)`), button));
      pressKeys('^J');
    },
  };
}

function find(page: string, pattern: RegExp, what: string): string {
  const number = pattern.exec(page)?.[1];
  if (number) return number;
  throw new Error(`There is no "${what}" on the page:\n${page}`);
}

const spell = (text: string) => [...text].map((character) => (character === ' ' ? '<space>' : character));

const toPattern = (label: string) => label.replaceAll(/[^\w\s]/g, '\\$&').replaceAll(/\s+/g, '\\s+');
