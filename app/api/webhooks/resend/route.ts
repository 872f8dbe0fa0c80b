import { env } from '@/lib/env';
import { logRepeatable } from '@/lib/log';
import * as reports from '@/lib/mail/reports';
import { respond } from '@/lib/web/answer';

/**
 * Receives Resend's delivery reports, authenticated by their signature. Every signed report gets a 200, even about an email that isn't
 * ours, or Resend would retry it for a day. proxy.ts refuses bodies over 64 kB.
 */
export async function POST(request: Request): Promise<Response> {
  const { RESEND_WEBHOOK_SECRET } = env();
  if (RESEND_WEBHOOK_SECRET.length === 0) {
    logRepeatable('warn', 'webhook not read', { reason: 'RESEND_WEBHOOK_SECRET is not set' });
    return answer(501);
  }
  const header = (name: string) => request.headers.get(`svix-${name}`) ?? '';
  const signature = { id: header('id'), timestamp: header('timestamp'), signature: header('signature') };
  const report = reports.read(await request.text(), signature, RESEND_WEBHOOK_SECRET);
  if (report === 'unsigned') {
    logRepeatable('warn', 'webhook refused', {
      reason: 'not signed with RESEND_WEBHOOK_SECRET, or by a clock more than 5 minutes off',
    });
    return answer(401);
  }
  // If the database is down, the 503 makes Resend retry.
  return respond(async () => {
    if (report !== 'irrelevant') await reports.accept(report);
    return answer(200);
  });
}

const answer = (status: number) => new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
