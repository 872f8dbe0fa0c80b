import { openLink } from '@/lib/web/links';

/** The link of a confirm email. */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  return openLink('confirm', (await params).token);
}
