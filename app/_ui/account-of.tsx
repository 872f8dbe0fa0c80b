import { Address } from './address';

type AccountOfProps = {
  email: string;
  label: string;
  /** False for an address that is masked, or that doesn't sign in: then it is text alone. */
  isUserName?: boolean;
};

/**
 * Whose account this is. A read-only input, which a password manager reads as the user name; the address is drawn over
 * it as text, because an input would cut a long one off.
 */
export function AccountOf({ email, label, isUserName = true }: AccountOfProps) {
  if (!isUserName) {
    return (
      <dl className="facts">
        <div>
          <dt>{label}</dt>
          <dd>
            <Address of={email} />
          </dd>
        </div>
      </dl>
    );
  }
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
