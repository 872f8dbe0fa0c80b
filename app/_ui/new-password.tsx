import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { Field } from './field';
import { PasswordField } from './password-field';

type NewPasswordProps = {
  label: string;
  minLength: number;
  words: Words;
  withRepeat?: boolean;
  /** The person's name where the form doesn't ask for it. */
  owner?: string;
};

/** A new password: the rules, one field, and a second field only without JavaScript, where the password can't be shown. */
export function NewPassword({ label, minLength, words, withRepeat = true, owner }: NewPasswordProps) {
  return (
    <>
      <PasswordField
        name="password"
        label={label}
        autoComplete="new-password"
        hint={
          <ul>
            {words.rules(minLength).map((rule) => (
              <li key={rule}>{rule}</li>
            ))}
          </ul>
        }
        words={words.fields}
        strength={{ minLength, site: brand.name, owner, words: spellOut(words.strength, minLength) }}
        input={{ passwordrules: `minlength: ${minLength}; maxlength: 256; allowed: ascii-printable;` }}
      />
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
