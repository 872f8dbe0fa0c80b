import { findLocalPath } from '@/lib/web/destination';
import { writeTicket } from '@/lib/web/ticket';

/**
 * The way to the sign-in page for who has a session cookie, but no session any more. A page cannot leave a note of where
 * somebody was going; this can. Only pages of the account are meant: it leads nobody where a link to that page would not.
 */
export async function GET(request: Request): Promise<Response> {
  const next = findLocalPath(new URL(request.url).pathname.replace(/^\/login\/for/, ''));
  if (next && /^\/account(\/|$)/.test(next)) await writeTicket({ next });
  return new Response(null, { status: 303, headers: { Location: '/login', 'Cache-Control': 'no-store' } });
}
