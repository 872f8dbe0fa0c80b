import { readWords } from '@/lib/web/language';
import type { Words } from '@/lib/words';
import { Card } from './card';
import { CodeSheet } from './code-sheet';
import { Link } from './link';
import { NextField } from './next-field';
import { Submit } from './submit';

type NewCodesProps = {
  codes: readonly string[];
  action: (form: FormData) => Promise<void>;
  /** Where the form leads. */
  next: string | null;
  /** Where those go on who save nothing. */
  skip: string;
};

/** The recovery codes that replace used ones, and count once their owner has saved them. */
export async function NewCodes({ codes, action, next, skip }: NewCodesProps) {
  const { account, fields } = await readWords();
  const words = newCodeWords(account, codes.length);
  return (
    <Card title={words.title} lead={words.lead} below={<Link href={skip}>{words.skip}</Link>}>
      <CodeSheet codes={codes} label={account.security.save.list} />
      <form className="form" action={action}>
        <NextField next={next} />
        <Submit label={words.submit} wait={fields.wait} />
      </form>
    </Card>
  );
}

/** What the page says for this many codes. */
export function newCodeWords({ security }: Words['account'], count: number) {
  const { several, ...one } = security.newCode;
  return count > 1 ? { ...one, ...several } : one;
}
