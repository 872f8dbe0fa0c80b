import { expect, test } from 'vitest';
import { startProgress } from './progress';

const none = { withoutPassword: new Map(), disabled: 0, existing: 0, refused: 0 };

/** What is written while an import goes on, when each batch takes two seconds. */
function record(isTTY: boolean, batches: number[]) {
  const written: string[] = [];
  let seconds = 0;
  let share = 0;
  const out = { isTTY, write: (text: string) => written.push(text) };
  const progress = startProgress(
    1000,
    () => 1000 * share,
    out,
    () => 1000 * seconds,
  );
  for (const imported of batches) {
    seconds += 2;
    share += 1 / batches.length;
    progress.show({ ...none, imported });
  }
  progress.print('line 3: the email address is malformed');
  return written;
}

test('a terminal shows one line, which makes room for a message', () => {
  expect(record(true, [100_000, 200_000, 250_000, 400_000])).toEqual([
    '\r\x1b[K[######..................] 25%  100,000 rows, 50,000 a second, 6 s left',
    '\r\x1b[K[############............] 50%  200,000 rows, 50,000 a second, 4 s left',
    '\r\x1b[K[##################......] 75%  250,000 rows, 41,667 a second, 2 s left',
    '\r\x1b[K[########################] 100%  400,000 rows, 50,000 a second, 0 s left',
    '\r\x1b[K',
    'line 3: the email address is malformed\n',
  ]);
});

test('a log gets one line for every hundred thousand rows', () => {
  expect(record(false, [60_000, 120_000, 180_000, 230_000])).toEqual([
    '120,000 rows, 50%\n',
    '230,000 rows, 100%\n',
    'line 3: the email address is malformed\n',
  ]);
});
