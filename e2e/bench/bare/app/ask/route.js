import postgres from 'postgres';
import { asText, vary } from '../../vary.mjs';

// The least that Next.js can do for a request that writes: a route, and the site's own statement.
const sql = asText(postgres(process.env.DATABASE_URL ?? '', { max: 10, fetch_types: false }));

export async function POST(request) {
  const { email } = await request.json();
  const { text, values } = vary(email);
  await sql.unsafe(text, values, { prepare: true });
  return Response.json({});
}
