import postgres from 'postgres';

/** Runs statements, one after the other. */
export async function run(databaseUrl: string, text: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  for (const statement of text.split(';')) await sql.unsafe(statement);
  await sql.end();
}
