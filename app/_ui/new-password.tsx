import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { Field } from './field';
import { PasswordField } from './password-field';

type NewPasswordProps = { label: string; minLength: number; words: Words; withRepeat?: boolean };

/** A password to be chosen: the rules before typing, one field, and a repeat only where nothing can show what was typed. */
export function NewPassword({ label, minLength, words, withRepeat = true }: NewPasswordProps) {
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
        strength={{ minLength, site: brand.name, words: spellOut(words.strength, minLength) }}
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

// A browser is handed sentences, not the rules by which a language counts.
function spellOut({ short, ...words }: Words['strength'], minLength: number) {
  return { ...words, short: Array.from({ length: minLength }, (_, index) => short(index + 1)) };
}
