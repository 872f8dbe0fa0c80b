import type { Readable } from 'node:stream';
import { type Availability, check, insert } from './import/batch';
import type { Opened } from './import/choice';
import type { Refusal } from './import/records';
import { createRepeatCheck } from './import/repeats';
import { type Row, readRows } from './import/rows';
import { FileUnreadable } from './import/text';

export type Imported = {
  /** Imported, or what would be in a dry run. */
  imported: number;
  /** Of those, the users without a password, who set one with a reset link, by the reason. */
  withoutPassword: Map<string, number>;
  /** Of those, the users whose account is disabled. */
  disabled: number;
  /** Skipped, because the address already has an account. A second run changes nothing. */
  existing: number;
  refused: number;
};

/** Who is told what while a file is imported. */
export type Listener = {
  opened?(opened: Opened): void;
  refused?(refusal: Refusal): unknown;
  /** After each batch. */
  progressed?(totals: Imported): void;
};

/** Thrown when an import stops before the end of the file. What it counted until then is done. */
export class ImportStopped extends Error {
  constructor(
    readonly totals: Imported,
    cause: Error,
  ) {
    super(cause.message, { cause });
  }
}

/** Rows per transaction. No more than two batches are in memory: one that is written and one that is read. */
const batchSize = 500;

/**
 * Imports the users of a file, except those whose address already has an account. A backup address counts as confirmed by the import, and can
 * recover the account seven days later. Each batch is one transaction, so an import that was interrupted, or killed, is continued by
 * running it again: it skips what is there.
 * @throws ImportStopped when the file cannot be read any further, or the database does not answer
 */
export async function importUsers(
  file: Readable,
  listener: Listener = {},
  { dryRun = false, format }: { dryRun?: boolean; format?: string | undefined } = {},
): Promise<Imported> {
  const totals: Imported = { imported: 0, withoutPassword: new Map(), disabled: 0, existing: 0, refused: 0 };
  const refuse = (refusal: Refusal) => {
    totals.refused += 1;
    listener.refused?.(refusal);
  };
  const works = new Set<string>();
  const write = async (batch: readonly Row[]) => {
    const { rows, availabilities } = await (dryRun ? check(batch, works) : insert(batch));
    for (const row of rows) count(row, availabilities.get(row.address.canonical) ?? 'free', totals, refuse);
    listener.progressed?.(totals);
  };
  try {
    await writeBatches(readNewRows(file, format, refuse, listener), write);
    return totals;
  } catch (error) {
    throw new ImportStopped(totals, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Writes each batch while the next is read. What comes before an unreadable row is written. */
async function writeBatches(rows: AsyncGenerator<Row>, write: (batch: readonly Row[]) => Promise<void>): Promise<void> {
  let batch: Row[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = write(batch);
    // Its failure is thrown where it is awaited.
    writing.catch(() => undefined);
    batch = [];
  };
  const readAll = async () => {
    for await (const row of rows) if (batch.push(row) >= batchSize) await flush();
  };
  const failure = await readAll().catch((error) => error);
  if (!failure || failure instanceof FileUnreadable) await flush();
  await writing;
  if (failure) throw failure;
}

/** The valid rows of a file that repeat no address of an earlier row. */
async function* readNewRows(
  file: Readable,
  format: string | undefined,
  refuse: (refusal: Refusal) => void,
  listener: Listener,
): AsyncGenerator<Row> {
  const isRepeated = createRepeatCheck();
  let earlier = 'an earlier line';
  for await (const read of readRows(file, format)) {
    if ('format' in read) {
      earlier = `an earlier ${read.counts}`;
      listener.opened?.(read);
    } else if ('reason' in read) refuse(read);
    else if (isRepeated(read.address.canonical))
      refuse({ at: read.at, address: read.address.typed, reason: `the email address is on ${earlier}` });
    else if (read.backup && isRepeated(read.backup.canonical))
      refuse({ at: read.at, address: read.address.typed, reason: `the backup address is on ${earlier}` });
    else yield read;
  }
}

const unavailable: Partial<Record<Availability, string>> = {
  deleted: 'the account with this address is being deleted',
  reserved: 'another account has this address as its backup address, or can still restore it',
  'backup-taken': 'the backup address belongs to another account',
};

function count(
  { at, address, whyNone, isDisabled }: Row,
  availability: Availability,
  totals: Imported,
  refuse: (refusal: Refusal) => void,
): void {
  const reason = unavailable[availability];
  if (reason) refuse({ at, address: address.typed, reason });
  else if (availability === 'taken') totals.existing += 1;
  else {
    totals.imported += 1;
    if (isDisabled) totals.disabled += 1;
    if (whyNone !== null) totals.withoutPassword.set(whyNone, (totals.withoutPassword.get(whyNone) ?? 0) + 1);
  }
}
