import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Imported, ImportStopped, importUsers } from '@/lib/users/import';
import type { Opened } from '@/lib/users/import/choice';
import { formats } from '@/lib/users/import/formats';
import type { Refusal } from '@/lib/users/import/records';
import { FileUnreadable } from '@/lib/users/import/text';
import { Misuse } from './command';
import { startProgress } from './progress';
import { openRefusals } from './refusals';
import { formatFacts } from './table';

type Options = { dryRun: boolean; report: string | undefined; format: string | undefined };

/** Imports a file and says what came of it. @returns the exit code: 1 when anything was refused */
export async function importFile(path: string, { dryRun, report, format }: Options): Promise<number> {
  const names = formats.map(({ name }) => name);
  if (format && !names.includes(format)) throw new Misuse(`The formats: ${names.join(', ')}.`);
  const file = await openFile(path);
  const progress = startProgress((await stat(path)).size, () => file.bytesRead);
  const refusals = openRefusals(report, progress.print);
  let opened: Pick<Opened, 'counts' | 'ignored'> = { counts: 'line', ignored: [] };
  const listener = {
    opened: (as: Opened) => {
      opened = as;
      console.log(`Read as ${as.format.title}.`);
    },
    refused: (refusal: Refusal) => refusals.add(refusal, opened.counts),
    progressed: progress.show,
  };
  process.once('SIGINT', () => file.destroy(new Interrupted()));
  const outcome = await importUsers(file, listener, { dryRun, format }).catch((error) => {
    if (error instanceof ImportStopped) return error;
    throw error;
  });
  refusals.close();
  progress.clear();
  const totals = outcome instanceof ImportStopped ? outcome.totals : outcome;
  if (outcome === totals || countRows(totals) > 0) console.log(formatTotals(totals, opened.ignored, dryRun));
  return outcome instanceof ImportStopped ? explainStop(outcome) : Number(totals.refused > 0);
}

class Interrupted extends Error {}

async function openFile(path: string): Promise<ReadStream> {
  const file = createReadStream(path);
  await once(file, 'readable').catch((error) => {
    throw new Misuse(`${path} cannot be read: ${error.message}`);
  });
  return file;
}

/** @throws the error of the database or the disk */
function explainStop({ totals, cause, message }: ImportStopped): number {
  const isInterrupted = cause instanceof Interrupted;
  if (isInterrupted) console.error('Interrupted. To continue, run the same command again.');
  else if (countRows(totals) > 0)
    console.error('Stopped before the end of the file. Fix this and run the command again: it continues from there.');
  if (!isInterrupted && !(cause instanceof FileUnreadable)) throw cause;
  if (!isInterrupted) console.error(message);
  return 1;
}

const countRows = ({ imported, existing, refused }: Imported) => imported + existing + refused;

function formatTotals(totals: Imported, ignored: readonly string[], dryRun: boolean): string {
  const { imported, withoutPassword, disabled, existing, refused } = totals;
  const missing = [...withoutPassword].sort(([, a], [, b]) => b - a);
  const without = missing.reduce((sum, [, count]) => sum + count, 0);
  return formatFacts([
    [dryRun ? 'would import' : 'imported', `${imported} (${without} without a password)`],
    ...missing.map(([reason, count]): [string, string] => ['no password', `${count}: ${reason}`]),
    ...(disabled > 0 ? [['disabled', `${disabled} of the imported`] as const] : []),
    ['existing', `${existing}, skipped`],
    ['refused', String(refused)],
    ...(ignored.length > 0 ? [['ignored columns', ignored.join(', ')] as const] : []),
  ]);
}
