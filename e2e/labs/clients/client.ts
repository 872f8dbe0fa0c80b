import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../../support/ending';

/** A browser program, as its user operates it. */
export type Client = {
  /** Opens a path of the site, or a URL from an email. */
  open(address: string): Promise<void>;
  /** Types into fields, which are found by their labels. */
  fill(fields: Record<string, string>): Promise<void>;
  /** Presses the button with this text. */
  press(button: string): Promise<void>;
  /** The visible text of the page, with the content of its text fields. */
  read(): Promise<string>;
  close(): Promise<void>;
};

/** A program to test, and how to start it. */
export type ClientProgram = {
  name: string;
  hasScripts: boolean;
  /** @throws an error that says what to install */
  start(base: string): Promise<Client>;
};

/** Waits up to twenty seconds until a page contains all sentences. @throws with the text of the page */
export async function see(client: Client, ...sentences: string[]): Promise<void> {
  const deadline = Date.now() + 20_000;
  let text = '';
  while (Date.now() < deadline) {
    text = await client.read();
    if (sentences.every((sentence) => collapse(text).includes(collapse(sentence)))) return;
    await sleep(100);
  }
  throw new Error(`The page should contain "${sentences.join('" and "')}". It contains:\n${text}`);
}

/** The first of these commands that is installed. @throws an error that says what to install */
export function requireCommand(commands: string[], debianPackage: string): string {
  const found = commands.find((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new Error(`${commands.join(' or ')} not found. Install it (Debian: apt-get install ${debianPackage}).`);
}

/** Makes `close` idempotent, and runs it when this process ends. */
export function closeAtEnd(client: Client): Client {
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= client.close();
    return closing;
  };
  atEnd(close);
  return { ...client, close };
}

// Line breaks are ignored: text browsers wrap lines, and layouts split sentences.
const collapse = (text: string) => text.replace(/\s+/g, ' ');
