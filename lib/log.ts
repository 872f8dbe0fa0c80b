/** Writes one line of JSON for operators. Addresses, passwords, links and codes must not be among the fields. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, string | number | null> = {},
): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields })}\n`);
}
