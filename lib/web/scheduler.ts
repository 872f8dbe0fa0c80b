import { createHash, timingSafeEqual } from 'node:crypto';
import { env } from '@/lib/env';

/** Whether a request carries `Authorization: Bearer CRON_SECRET`, the scheme in any case (RFC 9110, 11.1). Compared in constant time; false when CRON_SECRET is not set. */
export function isFromScheduler(given: Headers): boolean {
  const { CRON_SECRET } = env();
  if (!CRON_SECRET) return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const [, credentials = ''] = /^bearer +(.*)$/i.exec(given.get('authorization') ?? '') ?? [];
  return timingSafeEqual(digest(credentials), digest(CRON_SECRET));
}
