import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NewCodes, newCodeWords } from '@/app/_ui/new-codes';
import { screen } from '@/app/_ui/screen';
import { findLocalPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { readReplacements } from '@/lib/web/replacement';
import { findUser, requireUser } from '@/lib/web/session';
import { save } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  // A failed lookup must not break the title; the page itself reports it.
  const user = await findUser().catch(() => null);
  const codes = user ? await readReplacements(user.userId) : [];
  return { title: newCodeWords((await readWords()).account, codes.length).title };
}

export default screen(async function NewCodePage({ searchParams }: PageProps<'/account/security/new-code'>) {
  const next = findLocalPath((await searchParams).next) ?? '/account/security';
  const { userId } = await requireUser();
  const replacements = await readReplacements(userId);
  if (replacements.length === 0) redirect(next);
  return <NewCodes codes={replacements.map(({ code }) => code)} action={save} next={next} skip={next} />;
});
