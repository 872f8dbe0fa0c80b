import { sql } from 'drizzle-orm';
import { db } from '@/db';
import { password } from '@/lib/fields';
import { isCorrect } from '@/lib/passwords/passwords';

/** The application's own sign-in: it knows its table and the hash, and no recovery. */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData();
  const given = password.safeParse(form.get('secret'));
  const [member] = await db().execute<{ secret: string | null; fullName: string }>(
    sql`select secret, full_name as "fullName" from members where mail = ${String(form.get('mail'))}`,
  );
  const isRight = given.success && (await isCorrect(given.data, member?.secret ?? null, 'stranger'));
  return new Response(isRight ? `Welcome to the club, ${member?.fullName}.` : 'Not a member.');
}
