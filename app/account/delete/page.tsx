import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { disavowalLifetimeDays } from '@/lib/users/notices';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { deleteAccount } from './actions';

export const generateMetadata = entitle((words) => words.account.remove.title);

export default screen(async function DeletePage() {
  const { account, fields } = await readWords();
  const words = account.remove;
  const user = await requireFreshFactor();
  return (
    <Card
      title={words.title}
      lead={words.lead(disavowalLifetimeDays)}
      below={<Link href="/account">{words.keep}</Link>}
    >
      <ProvenForm
        user={user}
        action={deleteAccount}
        submit={<Submit kind="final" label={words.submit} wait={fields.wait} />}
      >
        <AccountOf email={user.email} label={fields.email} />
      </ProvenForm>
    </Card>
  );
});
