import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { NewCodes, newCodeWords } from '@/app/_ui/new-codes';
import { screen } from '@/app/_ui/screen';
import { findLocalPath, signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { readAfterReset } from '@/lib/web/replacement';
import { save } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const codes = (await readAfterReset())?.replacements ?? [];
  return { title: newCodeWords((await readWords()).account, codes.length).title };
}

/** Before signing in, which asks for a second factor again: the used code may have been the last. */
export default screen(async function NewCodePage({ searchParams }: PageProps<'/reset-password/new-code'>) {
  const next = findLocalPath((await searchParams).next);
  const { replacements } = (await readAfterReset()) ?? redirect(signInPath(next));
  return <NewCodes codes={replacements.map(({ code }) => code)} action={save} next={next} skip={signInPath(next)} />;
});
