/** Thrown when a connection did not open or broke, or when none was free in time. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code: string;

  /** @param wasSent whether the statement may have reached the server, and may be done */
  constructor(
    cause: Error,
    readonly wasSent: boolean,
  ) {
    super(cause.message, { cause });
    this.code = readCode(cause);
  }
}

/** Thrown when a change was sent, and neither its answer came nor could the database be asked afterwards what became of it. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(cause: unknown) {
    super('A change was sent, and what became of it is not known yet.', { cause });
  }
}

/** Whether a change may have been made although an error was thrown. */
export const isOutcomeUnknown = (error: unknown): boolean => rootOf(error).name === 'OutcomeUnknown';

/** Whether the connection broke, rather than the database refusing one statement. */
export const isLost = (error: unknown): boolean => /^(ConnectionLost|OutcomeUnknown)$/.test(rootOf(error).name);

/** Whether a statement may have been done although its connection was lost. */
export const mayBeDone = (error: unknown): error is ConnectionLost =>
  error instanceof Error && error.name === 'ConnectionLost' && 'wasSent' in error && error.wasSent === true;

/** Whether to run the whole transaction again may help. Nothing of it was done. */
export function canRepeat(error: unknown): boolean {
  const { name, code } = rootOf(error);
  // Not after a time-out: the visitor has waited long enough.
  if (name === 'ConnectionLost') return code !== 'ETIMEDOUT';
  return code === serializationFailure || code === deadlock;
}

const serializationFailure = '40001';
const deadlock = '40P01';

/** The SQLSTATE or the code of the system, if there is one. */
export const codeOf = (error: unknown): string => rootOf(error).code;

// Drizzle wraps an error with the statement and its values. Names are compared, because Next.js bundles these classes several times.
function rootOf(error: unknown): { name: string; code: string } {
  if (!(error instanceof Error)) return { name: '', code: '' };
  const isOurs = error.name === 'ConnectionLost' || error.name === 'OutcomeUnknown';
  const root = !isOurs && error.cause instanceof Error ? error.cause : error;
  return { name: root.name, code: readCode(root) };
}

const readCode = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
