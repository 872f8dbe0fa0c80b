import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as authenticators from '@/lib/factors/authenticators';
import { readEnrolment } from '@/lib/web/enrolment';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { begin } from './actions';
import { Scan } from './scan';

export const generateMetadata = entitle((words) => words.account.security.begin.title);

export default screen(async function AppPage() {
  const { account, fields } = await readWords();
  const user = await requireFreshFactor();
  if (await authenticators.find(user.userId)) redirect('/account/security');
  const enrolment = await readEnrolment(user);
  const words = account.security;
  const cancel = <Link href="/account/security">{account.email.keep}</Link>;
  if (enrolment?.step === 'app') {
    return (
      <Card title={words.scan.title} below={cancel}>
        <Scan uri={authenticators.uriOf(enrolment.secret, user.email)} secret={enrolment.secret} />
      </Card>
    );
  }
  return (
    <Card title={words.begin.title} lead={words.begin.lead} below={cancel}>
      <ProvenForm user={user} action={begin} submit={<Submit label={words.begin.submit} wait={fields.wait} />}>
        <AccountOf email={user.email} label={fields.email} />
      </ProvenForm>
    </Card>
  );
});
