import { openLink } from '@/lib/web/links';

/** The link of a reset email. */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  return openLink('reset', (await params).token);
}
