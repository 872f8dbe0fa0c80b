/** The fix for a database error, by the code that begins its reason. */
export function databaseFix(reason: string): string | undefined {
  const code = reason.split(' ')[0] ?? '';
  if (/^E[A-Z_]+$/.test(code)) return "The database isn't responding: start it or fix DATABASE_URL.";
  return fixes[code];
}

const fixes: Record<string, string> = {
  '28P01': 'The database rejects the user or password: fix DATABASE_URL.',
  '28000': 'The database rejects this user from this machine: fix DATABASE_URL or its pg_hba.conf.',
  '3D000': 'There is no such database: fix the name in DATABASE_URL, or create it.',
  '53300': 'All its connections are in use: close some, or use a pooler.',
  '25006': 'The database is read-only: set DATABASE_URL to the primary, or turn default_transaction_read_only off.',
  '42501': 'The user of DATABASE_URL lacks permissions: grant them, or use the user that ran npm run db:migrate.',
  '42P01': 'Tables for this version are missing: run npm run db:migrate first.',
  '42703': 'Columns for this version are missing: run npm run db:migrate first.',
};
