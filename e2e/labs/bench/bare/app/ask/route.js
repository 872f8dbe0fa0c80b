import postgres from 'postgres';

const sql = postgres(process.env.DATABASE_URL, { max: 10 });

export async function POST(request) {
  const { email } = await request.json();
  await sql`insert into asked (email) values (${email})`;
  return Response.json({});
}
