import type { FormState } from '@/lib/web/form-state';
import type { Words } from '@/lib/words';
import { Field } from './field';
import { Form } from './form';
import { Submit } from './submit';

type CodeBoxProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  words: Words['code'];
  wait: string;
  isOpen: boolean;
};

/**
 * The input for an emailed code. One field, because one per character breaks password managers and screen readers. Left to right in
 * every language, and without maxlength, so that a pasted space or hyphen doesn't cut off the end.
 */
export function CodeBox({ action, words, wait, isOpen }: CodeBoxProps) {
  return (
    <Form action={action} fold={{ title: words.title, isOpen }}>
      <Field
        name="code"
        label={words.label}
        autoComplete="one-time-code"
        hint={words.hint}
        input={{ inputMode: 'text', autoCapitalize: 'characters', dir: 'ltr', className: 'code' }}
      />
      <Submit label={words.submit} wait={wait} kind="plain" />
    </Form>
  );
}
