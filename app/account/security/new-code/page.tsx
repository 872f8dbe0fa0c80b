import { redirect } from 'next/navigation';
import { Card } from '@/app/_ui/card';
import { CodeSheet } from '@/app/_ui/code-sheet';
import { Link } from '@/app/_ui/link';
import { NextField } from '@/app/_ui/next-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { findLocalPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import { readReplacements } from '@/lib/web/replacement';
import { requireUser } from '@/lib/web/session';
import { save } from './actions';

export const generateMetadata = entitle((words) => words.account.security.newCode.title);

export default screen(async function NewCodePage({ searchParams }: PageProps<'/account/security/new-code'>) {
  const { account, fields } = await readWords();
  const words = account.security.newCode;
  const next = findLocalPath((await searchParams).next) ?? '/account/security';
  const { userId } = await requireUser();
  const replacements = await readReplacements(userId);
  if (replacements.length === 0) redirect(next);
  return (
    <Card title={words.title} lead={words.lead} below={<Link href={next}>{words.skip}</Link>}>
      <CodeSheet codes={replacements.map(({ code }) => code)} label={account.security.save.list} />
      <form className="form" action={save}>
        <NextField next={next} />
        <Submit label={words.submit} wait={fields.wait} />
      </form>
    </Card>
  );
});
