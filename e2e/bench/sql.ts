import pg from 'pg';

/** Runs statements, one after the other. */
export async function run(databaseUrl: string, text: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  for (const statement of text.split(';')) await client.query(statement);
  await client.end();
}
