import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { NewPassword } from '@/app/_ui/new-password';
import { Outcome } from '@/app/_ui/outcome';
import { PasswordField } from '@/app/_ui/password-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { env } from '@/lib/env';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { changePassword } from './actions';

export const generateMetadata = entitle((words) => words.account.password.title);

export default screen(async function ChangePasswordPage() {
  const words = await readWords();
  const here = words.account.password;
  const { email, name } = await requireFreshFactor();
  return (
    <Card
      title={here.title}
      lead={here.lead}
      flash={<Outcome of={['password-changed-here']} />}
      below={
        <>
          {here.forgot} <Link href="/forgot-password">{here.reset}</Link>
        </>
      }
    >
      <Form action={changePassword}>
        {/* For password managers, which would otherwise save the new password without a user name. */}
        <input type="email" name="email" autoComplete="username" defaultValue={email} readOnly hidden />
        <PasswordField
          name="currentPassword"
          label={here.current}
          autoComplete="current-password"
          words={words.fields}
        />
        <NewPassword
          label={words.fields.newPassword}
          minLength={env().PASSWORD_MIN_LENGTH}
          words={words}
          owner={name}
        />
        <Submit label={here.submit} wait={words.fields.wait} />
      </Form>
    </Card>
  );
});
