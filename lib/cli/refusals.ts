import { closeSync, openSync, writeSync } from 'node:fs';
import type { Refusal } from '@/lib/users/import/records';
import { Misuse } from './command';

/** How many are printed when all of them are in a file. */
const printed = 20;

/**
 * Prints refused rows and, with a path, writes all of them to a new CSV file, which only its owner can read: it holds addresses.
 * @throws Misuse when the file exists or cannot be written
 */
export function openRefusals(path: string | undefined, print: (text: string) => void) {
  const file = path ? create(path) : null;
  let count = 0;
  return {
    add({ at, address, reason }: Refusal, unit: 'line' | 'user'): void {
      count += 1;
      if (file === null || count <= printed) print(`${unit} ${at}: ${reason}`);
      if (file === null) return;
      if (count === 1) writeSync(file, `${unit},address,reason\n`);
      writeSync(file, `${at},${toCell(address)},${toCell(reason)}\n`);
    },
    close(): void {
      if (file === null) return;
      closeSync(file);
      if (count > printed) print(`${count - printed} more refused: see ${path}`);
    },
  };
}

function create(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Misuse(`The report cannot be written to a new file: ${reason}`);
  }
}

/** A cell of CSV. Spreadsheets run what begins with one of these signs as a formula; an apostrophe makes it text. */
function toCell(text: string): string {
  const plain = text.slice(0, 300).replaceAll(/\p{C}/gu, ' ').replaceAll('"', '""');
  return `"${/^\s*[=+\-@]/.test(plain) ? "'" : ''}${plain}"`;
}
