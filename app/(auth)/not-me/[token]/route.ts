import { openLink } from '@/lib/web/links';

/** The link of a notice (“this was not me”) or of a reset email (“I did not ask for this”). */
export async function GET(_: Request, { params }: { params: Promise<{ token: string }> }): Promise<Response> {
  return openLink('not-me', (await params).token);
}
