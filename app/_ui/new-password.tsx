import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { examples } from '@/lib/words/examples';
import { Field } from './field';
import { PasswordField } from './password-field';

/** An example that breaks the rule itself would be none. */
const longestWithExample = Math.min(...examples.map((example) => [...example].length));

type NewPasswordProps = {
  label: string;
  minLength: number;
  words: Words;
  withRepeat?: boolean;
  /** The person's name where the form doesn't ask for it. */
  owner?: string;
};

/** A new password: the rule, one field, why, and a second field only without JavaScript, where the password can't be shown. */
export function NewPassword({ label, minLength, words, withRepeat = true, owner }: NewPasswordProps) {
  const { rules } = words;
  return (
    <>
      <PasswordField
        name="password"
        label={label}
        autoComplete="new-password"
        hint={rules.text(minLength)}
        words={words.fields}
        strength={{ minLength, site: brand.name, owner, examples, words: spellOut(words.strength, minLength) }}
        input={{ passwordrules: `minlength: ${minLength}; maxlength: 256; allowed: ascii-printable;` }}
      />
      <details className="why">
        <summary>{rules.why(minLength)}</summary>
        <p>
          {rules.because} {minLength <= longestWithExample && rules.example}
        </p>
      </details>
      {withRepeat && (
        <noscript>
          <Field name="confirm" label={words.fields.confirm} type="password" autoComplete="new-password" />
        </noscript>
      )}
    </>
  );
}

// Rendered sentences, because plural functions can't be passed to a client component.
function spellOut({ short, ...words }: Words['strength'], minLength: number) {
  return { ...words, short: Array.from({ length: minLength }, (_, index) => short(index + 1)) };
}
