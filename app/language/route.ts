import { switchLanguage } from '@/lib/web/language';

/** The language switcher at the foot of every page. */
export async function POST(request: Request): Promise<Response> {
  return switchLanguage(await request.formData().catch(() => new FormData()));
}

/** A GET of the form's URL redirects to the front page. */
export async function GET(): Promise<Response> {
  return new Response(null, { status: 303, headers: { Location: '/' } });
}
