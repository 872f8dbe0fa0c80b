import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, closeAtEnd, type Entrance, requireCommand } from './client';

/**
 * Lynx, by its keys. It knows no Origin and no Sec-Fetch-Site: its forms are taken by their Referer. It reads the keys from a
 * script, which is a pipe here, and prints the page that it shows into a file.
 */
export const lynx: Entrance = { name: 'Lynx', hasScripts: false, start };

async function start(base: string): Promise<Client> {
  const command = requireCommand(['lynx'], 'lynx');
  const home = await mkdtemp(join(tmpdir(), 'return-key-lynx-'));
  const script = join(home, 'keys');
  execFileSync('mkfifo', [script]);
  // Opened for reading too, so that it neither waits for Lynx nor ever ends.
  const pipe = openSync(script, constants.O_RDWR);
  // Without this the digits are arrows.
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

function drive(strike: (...keys: string[]) => void, home: string, base: string): Omit<Client, 'close'> {
  let prints = 0;

  // Lynx takes no key before the page of the last one is there, so what it prints is what came of them.
  async function read(): Promise<string> {
    const file = join(home, `page-${++prints}`);
    strike('p', '^J', '^U', ...spell(file), '^J');
    const deadline = Date.now() + 20_000;
    while (Date.now() < deadline) {
      const text = await readFile(file, 'utf8').catch(() => '');
      // The list of addresses at the end is complete, or not yet printed.
      if (text.endsWith('\n') && /\n\s+\d+\. \S.*\n$/.test(text)) return text.replace(/\nReferences\n.*/s, '');
      await sleep(50);
    }
    throw new Error('Lynx did not print its page within twenty seconds.');
  }

  const goTo = (number: string) => strike(...number, 'g', '^J');

  return {
    read,
    async open(address) {
      strike('g', '^U', ...spell(new URL(address, base).href), '^J');
    },
    async fill(fields) {
      for (const [label, text] of Object.entries(fields)) {
        goTo(find(await read(), new RegExp(`\\n\\s*${toPattern(label)}\\n.*?\\[(\\d+)\\][_*\\S]`, 's'), label));
        strike('^J', '^U', ...spell(text), '<tab>');
      }
    },
    async press(button) {
      // In front of its text stands what a text browser sends with it.
      goTo(find(await read(), new RegExp(`\\(\\[(\\d+)\\][^()\\[\\]]+\\)\\s+${toPattern(button)}(?=\\s|$)`), button));
      strike('^J');
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
