import postgres from 'postgres';

/** Runs statements separated by semicolons, one after the other. @returns the rows of the last */
export async function run(databaseUrl: string, text: string): Promise<Record<string, unknown>[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  let rows: Record<string, unknown>[] = [];
  for (const statement of text.split(';')) rows = await sql.unsafe(statement);
  await sql.end();
  return rows;
}
