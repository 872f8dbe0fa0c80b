import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
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
  const user = await requireFreshFactor();
  const { authenticator, passkeys } = await factors.find(user.userId);
  if (!authenticator) redirect('/account/security');
  return (
    <Card
      title={words.title}
      lead={passkeys > 0 ? words.lead : words.last}
      below={<Link href="/account/security">{account.email.keep}</Link>}
    >
      <ProvenForm
        user={user}
        action={removeApp}
        submit={<Submit kind="final" label={words.submit} wait={fields.wait} />}
      >
        <AccountOf email={user.email} label={fields.email} />
      </ProvenForm>
    </Card>
  );
});
