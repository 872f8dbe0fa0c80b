import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as factors from '@/lib/factors/factors';
import { readEnrolment } from '@/lib/web/enrolment';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { renew } from './actions';
import { Save } from './save';

export const generateMetadata = entitle((words) => words.account.security.codes.title);

export default screen(async function CodesPage() {
  const { account, fields } = await readWords();
  const words = account.security;
  const user = await requireFreshFactor();
  const enrolment = await readEnrolment(user);
  const cancel = <Link href="/account/security">{account.email.keep}</Link>;
  if (enrolment?.step === 'codes') {
    return (
      <Card title={words.save.title} lead={words.save.lead} below={cancel}>
        <Save codes={enrolment.codes} isRenewal={enrolment.factor === null} />
      </Card>
    );
  }
  if (!factors.hasFactor(await factors.find(user.userId))) redirect('/account/security');
  return (
    <Card title={words.renew.title} lead={words.renew.lead} below={cancel}>
      <ProvenForm user={user} action={renew} submit={<Submit label={words.renew.submit} wait={fields.wait} />}>
        <AccountOf email={user.email} label={fields.email} />
      </ProvenForm>
    </Card>
  );
});
