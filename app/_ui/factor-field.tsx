import type { Words } from '@/lib/words';
import { Field } from './field';

type FactorFieldProps = {
  words: Words['verify'];
  /** Without an authenticator app only recovery codes are left to type. */
  hasApp: boolean;
};

/**
 * The input for a code of an authenticator app or a recovery code. `one-time-code` lets password managers fill it in. Left to right in
 * every language, and without maxlength, so that a pasted space or hyphen doesn't cut off the end.
 */
export function FactorField({ words, hasApp }: FactorFieldProps) {
  return (
    <Field
      name="code"
      label={hasApp ? words.label : words.recoveryCode}
      autoComplete="one-time-code"
      hint={hasApp ? words.hint : words.recoveryCodeHint}
      // Not numeric, and wide: a recovery code has letters, and 29 characters.
      input={{ inputMode: 'text', autoCapitalize: 'characters', dir: 'ltr', className: 'code long' }}
    />
  );
}
