import type { ReactNode } from 'react';
import type { FormState } from '@/lib/web/form-state';
import { readWords } from '@/lib/web/language';
import { findProofOf } from '@/lib/web/proof';
import type { SignedInUser } from '@/lib/web/session';
import { Form } from './form';
import { PasswordField } from './password-field';
import { SignInAgain } from './sign-in-again';

type ProvenFormProps = {
  user: SignedInUser;
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** The fields before the current password. */
  children?: ReactNode;
  /** What follows it, with the button. */
  submit: ReactNode;
  /** Whether this user has signed in for this change just now, so that the password is not asked for again. */
  isSignInEnough?: boolean;
};

/**
 * The form of a change that asks for the current password. Someone without one has to have signed in lately instead: then the form has
 * no such field, and otherwise its place is taken by the way to sign in again.
 */
export async function ProvenForm({ user, action, children, submit, isSignInEnough = false }: ProvenFormProps) {
  const proof = isSignInEnough ? 'nothing' : await findProofOf(user);
  if (proof === 'sign-in') return <SignInAgain user={user} />;
  const { account, fields } = await readWords();
  return (
    <Form action={action}>
      {children}
      {proof === 'password' && (
        <PasswordField
          name="currentPassword"
          label={account.password.current}
          autoComplete="current-password"
          words={fields}
        />
      )}
      {submit}
    </Form>
  );
}
