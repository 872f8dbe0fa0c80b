import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { PasswordField } from '@/app/_ui/password-field';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as factors from '@/lib/factors/factors';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { removeApp } from './actions';

export const generateMetadata = entitle((words) => words.account.security.remove.title);

export default screen(async function RemoveAppPage() {
  const { account, fields } = await readWords();
  const words = account.security.remove;
  const { userId, email } = await requireFreshFactor();
  const { authenticator, passkeys } = await factors.find(userId);
  if (!authenticator) redirect('/account/security');
  return (
    <Card
      title={words.title}
      lead={passkeys > 0 ? words.lead : words.last}
      below={<Link href="/account/security">{account.email.keep}</Link>}
    >
      <Form action={removeApp}>
        <AccountOf email={email} label={fields.email} />
        <PasswordField
          name="currentPassword"
          label={account.password.current}
          autoComplete="current-password"
          words={fields}
        />
        <Submit kind="final" label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});
