import postgres from 'postgres';

// Every generated password ends in these words (newPassword in world.ts), and every link and cookie contains a JWT.
const secrets = [/orbit kettle/i, /eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/];

/** Finds passwords and tokens of the tests that the site stored: in lines of its log and in rows of its tables. */
export async function findCanaries(log: string, databaseUrl: string): Promise<string[]> {
  const lines = log.split('\n').filter(holdsSecret);
  return [...lines.map((line) => `log: ${line.slice(0, 300)}`), ...(await findInTables(databaseUrl))];
}

async function findInTables(databaseUrl: string): Promise<string[]> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await sql`select table_name as name from information_schema.tables where table_schema = 'public'`;
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await sql`select to_jsonb(t)::text as row from ${sql(name)} t`;
      found.push(...rows.filter(({ row }) => holdsSecret(row)).map(({ row }) => `${name}: ${row}`));
    }
    return found;
  } finally {
    await sql.end();
  }
}

function holdsSecret(text: string): boolean {
  return secrets.some((secret) => secret.test(text));
}
