import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from '../../support/ending';

/** A program with which people visit the site: what they can do with it, and what they can read. */
export type Client = {
  /** Opens a page, or the address of an email. */
  open(address: string): Promise<void>;
  /** Types into fields, found as a person finds them: by what stands beside them. */
  fill(fields: Record<string, string>): Promise<void>;
  /** Presses the button that says this. */
  press(button: string): Promise<void>;
  /** What can be read on the page now, the text of its fields included. */
  read(): Promise<string>;
  close(): Promise<void>;
};

export type Entrance = {
  name: string;
  hasScripts: boolean;
  /** @throws a sentence that says what to install */
  start(base: string): Promise<Client>;
};

/** Waits until a page says all of this, up to twenty seconds. @throws with what it says instead */
export async function see(client: Client, ...sentences: string[]): Promise<void> {
  const deadline = Date.now() + 20_000;
  let text = '';
  while (Date.now() < deadline) {
    text = await client.read();
    if (sentences.every((sentence) => flat(text).includes(flat(sentence)))) return;
    await sleep(100);
  }
  throw new Error(`The page should say "${sentences.join('" and "')}". It says:\n${text}`);
}

/** The first of these commands that is there. @throws a sentence that says what to install */
export function requireCommand(commands: string[], debianPackage: string): string {
  const found = commands.find((command) => spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new Error(`${commands.join(' or ')} is not here: install it (Debian: apt-get install ${debianPackage}).`);
}

/** Ends a client whatever becomes of us, and once. */
export function closeAtEnd(client: Client): Client {
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= client.close();
    return closing;
  };
  atEnd(close);
  return { ...client, close };
}

// Text browsers break lines where the screen ends, and the grid of a page is no concern of a sentence.
const flat = (text: string) => text.replace(/\s+/g, ' ');
