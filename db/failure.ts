/** Thrown when a connection could not be opened, broke or timed out, or when none was free in time. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code: string;

  /** @param wasSent whether the statement may have reached the server, and so may have taken effect */
  constructor(
    cause: Error,
    readonly wasSent: boolean,
  ) {
    super(cause.message, { cause });
    this.code = readCode(cause);
  }
}

/** Thrown when the response to a change was lost and the database could not be asked afterwards whether it took effect. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';

  constructor(cause: unknown) {
    super('A change was sent, but its outcome is unknown.', { cause });
  }
}

/** Whether a change may have taken effect although an error was thrown. */
export const isOutcomeUnknown = (error: unknown): boolean => rootOf(error).name === 'OutcomeUnknown';

/** Whether a statement may have been done although its connection was lost. */
export const mayBeDone = (error: unknown): error is ConnectionLost =>
  error instanceof Error && error.name === 'ConnectionLost' && 'wasSent' in error && error.wasSent === true;

/** Whether repeating the whole transaction may help. None of it has taken effect. */
export function canRepeat(error: unknown): boolean {
  const { name, code } = rootOf(error);
  // No retry after a time-out: the person has waited long enough.
  if (name === 'ConnectionLost') return code !== 'ETIMEDOUT';
  return code === serializationFailure || code === deadlock;
}

const serializationFailure = '40001';
const deadlock = '40P01';

/** The SQLSTATE or the system error code; '' when there is none. */
export const codeOf = (error: unknown): string => rootOf(error).code;

// Drizzle wraps errors. Compare names, not classes: Next.js bundles several copies of these classes.
function rootOf(error: unknown): { name: string; code: string } {
  if (!(error instanceof Error)) return { name: '', code: '' };
  const isOurs = error.name === 'ConnectionLost' || error.name === 'OutcomeUnknown';
  const root = !isOurs && error.cause instanceof Error ? error.cause : error;
  return { name: root.name, code: readCode(root) };
}

const readCode = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '');
