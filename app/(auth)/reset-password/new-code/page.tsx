import { redirect } from 'next/navigation';
import { Card } from '@/app/_ui/card';
import { CodeSheet } from '@/app/_ui/code-sheet';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { findLocalPath, signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { readAfterReset } from '@/lib/web/replacement';
import { save } from './actions';

export const generateMetadata = entitle((words) => words.account.security.newCode.title);

/** Before signing in, which asks for a second factor again: the used code may have been the last. */
export default screen(async function NewCodePage({ searchParams }: PageProps<'/reset-password/new-code'>) {
  const { account, fields } = await readWords();
  const words = account.security.newCode;
  const next = findLocalPath((await searchParams).next);
  const { replacements } = (await readAfterReset()) ?? redirect(signInPath(next));
  return (
    <Card title={words.title} lead={words.lead} below={<Link href={signInPath(next)}>{words.skip}</Link>}>
      <CodeSheet codes={replacements.map(({ code }) => code)} label={account.security.save.list} />
      <form className="form" action={save}>
        <NextField next={next} />
        <Submit label={words.submit} wait={fields.wait} />
      </form>
    </Card>
  );
});
