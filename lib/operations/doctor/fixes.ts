/** What to do when the database does not let us in, by the code that begins a reason. */
export function databaseFix(reason: string): string | undefined {
  const code = reason.split(' ')[0] ?? '';
  if (/^E[A-Z_]+$/.test(code)) return 'The database does not answer: start it, or mend DATABASE_URL.';
  return fixes[code];
}

const fixes: Record<string, string> = {
  '28P01': 'The database refuses the user or the password: mend DATABASE_URL.',
  '28000': 'The database refuses this user from this machine: mend DATABASE_URL, or its pg_hba.conf.',
  '3D000': 'There is no such database: mend the name in DATABASE_URL, or create it.',
  '53300': 'All its connections are taken: end some, or put a pooler in between.',
  '42P01': 'It has not the tables of this version: run npm run db:migrate first.',
  '42703': 'It has not the columns of this version: run npm run db:migrate first.',
};
