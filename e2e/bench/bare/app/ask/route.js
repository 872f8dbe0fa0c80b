import pg from 'pg';
import { vary } from '../../vary.mjs';

// The least that Next.js can do for a request that writes: a route, and the site's own statement.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });

export async function POST(request) {
  const { email } = await request.json();
  const { text, values } = vary(email);
  await pool.query({ name: 'ask', text, values });
  return Response.json({});
}
