import { CodeSheet } from '@/app/_ui/code-sheet';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Submit } from '@/app/_ui/submit';
import { readWords } from '@/lib/web/language';
import { finish } from './actions';
import { Keep } from './keep';

type SaveProps = {
  codes: readonly string[];
  /** They replace those of before. */
  isRenewal: boolean;
};

/** The codes, ways to keep them, and the form that shows that they were kept. */
export async function Save({ codes, isRenewal }: SaveProps) {
  const { account, fields } = await readWords();
  const words = account.security.save;
  // One by one: a client component takes no functions.
  const { copy, copied, notCopied, print } = words;
  return (
    <>
      <CodeSheet codes={codes} label={words.list} />
      <p>
        {words.once} {isRenewal && words.renewed}
      </p>
      <div className="row">
        {/* Not the Link of this site: it is a file and no page. */}
        <a className="key plain" href="/account/security/codes/file" download>
          {words.download}
        </a>
        <Keep text={codes.join('\n')} words={{ copy, copied, notCopied, print }} />
      </div>
      <Form action={finish}>
        <Field
          name="code"
          label={words.label}
          autoComplete="off"
          hint={words.hint}
          input={{ inputMode: 'text', autoCapitalize: 'characters', dir: 'ltr', className: 'code long' }}
        />
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </>
  );
}
