const serializationFailure = '40001';
const deadlock = '40P01';
/** Of our own doing, and no reason to try again: whoever waited has waited long enough. */
const patienceOver = /timeout|timed out/i;

/** Whether running the whole transaction again may help, and cannot do anything twice. */
export function canRepeat(error: unknown): boolean {
  const { code, message } = rootOf(error);
  if (error instanceof Error && error.name === 'OutcomeUnknown') return false;
  if (code === serializationFailure || code === deadlock) return true;
  return isLost(error) && !patienceOver.test(message);
}

/** Whether the connection broke, or is of no use any more, rather than the database saying no to one statement. */
export function isLost(error: unknown): boolean {
  const { code, message, severity } = rootOf(error);
  if (severity) return severity === 'FATAL' || severity === 'PANIC';
  return (
    /^(E[A-Z]+|ERR_[A-Z_]+)$/.test(code) ||
    /^(Connection terminated|Client (was closed|has encountered)|Query read timeout|timeout|The connection was lost)/.test(
      message,
    )
  );
}

// Drizzle wraps what the driver says, with the statement and its values.
function rootOf(error: unknown): { code: string; message: string; severity: string } {
  const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const of = (name: string) => (told instanceof Error && name in told ? String(Reflect.get(told, name) ?? '') : '');
  return { code: of('code'), message: of('message'), severity: of('severity') };
}
