import { Address } from './address';

/**
 * Whose account this is. A read-only input, which a password manager reads as the user name; the address is drawn over
 * it as text, because an input would cut a long one off.
 */
export function AccountOf({ email, label }: { email: string; label: string }) {
  return (
    <div className="field">
      <label htmlFor="email">{label}</label>
      <div className="frame account-of">
        <span aria-hidden="true">
          <Address of={email} />
        </span>
        <input id="email" name="email" type="email" autoComplete="username" defaultValue={email} readOnly />
      </div>
    </div>
  );
}
