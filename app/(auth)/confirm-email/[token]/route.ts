import { openLink } from '@/lib/web/links';

/** The link of an address change. */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  return openLink('address', (await params).token);
}
