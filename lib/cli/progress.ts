import type { Imported } from '@/lib/users/import';

const everyRows = 100_000;
const barWidth = 24;

type Terminal = { isTTY?: boolean; write(text: string): unknown };

/**
 * Shows how far an import is: a line that is drawn again after each batch on a terminal, and elsewhere one line for every hundred thousand
 * rows. `bytes` and `readBytes`: the size of the file, and how much of it has been read.
 */
export function startProgress(bytes: number, readBytes: () => number, out: Terminal = process.stderr, now = Date.now) {
  const startedAt = now();
  let reported = 0;
  const clear = () => {
    if (out.isTTY) out.write('\r\x1b[K');
  };
  return {
    show({ imported, existing, refused }: Imported): void {
      const rows = imported + existing + refused;
      const share = bytes > 0 ? Math.min(1, readBytes() / bytes) : 1;
      const seconds = Math.max(0.001, (now() - startedAt) / 1000);
      if (out.isTTY) out.write(`\r\x1b[K${describe(rows, share, seconds)}`);
      else if (rows - reported >= everyRows) {
        reported = rows;
        out.write(`${format(rows)} rows, ${Math.floor(share * 100)}%\n`);
      }
    },
    clear,
    /** Prints a line in place of the progress. */
    print(text: string): void {
      clear();
      out.write(`${text}\n`);
    },
  };
}

function describe(rows: number, share: number, seconds: number): string {
  const filled = Math.round(share * barWidth);
  const bar = `[${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}]`;
  const left = share > 0 ? Math.ceil((seconds / share) * (1 - share)) : 0;
  return `${bar} ${Math.floor(share * 100)}%  ${format(rows)} rows, ${format(Math.round(rows / seconds))} a second, ${formatSeconds(left)} left`;
}

const format = (count: number) => count.toLocaleString('en');
const formatSeconds = (count: number) => (count < 90 ? `${count} s` : `${Math.round(count / 60)} min`);
