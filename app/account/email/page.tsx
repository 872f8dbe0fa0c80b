import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Link } from '@/app/_ui/link';
import { Outcome } from '@/app/_ui/outcome';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as backupAddresses from '@/lib/users/backup-addresses';
import { backupDelayDays } from '@/lib/users/ways-in';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { changeEmail } from './actions';
import { BackupState } from './backup/state';

export const generateMetadata = entitle((words) => words.account.email.title);

export default screen(async function EmailPage() {
  const { account, fields } = await readWords();
  const words = account.email;
  const user = await requireFreshFactor();
  const backup = await backupAddresses.findOf(user.userId);
  return (
    <Card
      title={words.title}
      lead={words.lead}
      flash={<Outcome of={['address-asked', 'backup-added', 'backup-removed']} />}
      below={<Link href="/account">{words.keep}</Link>}
    >
      <dl className="facts">
        <div>
          <dt>{words.present}</dt>
          <dd>
            <Address of={user.email} />
          </dd>
        </div>
      </dl>
      <ProvenForm user={user} action={changeEmail} submit={<Submit label={words.submit} wait={fields.wait} />}>
        <Field name="email" label={words.next} type="email" autoComplete="off" />
      </ProvenForm>
      <section>
        <h2>{account.backup.title}</h2>
        {backup ? <BackupState backup={backup} /> : <p>{account.backup.text(backupDelayDays)}</p>}
        <Link className="key plain" href="/account/email/backup">
          {backup ? account.backup.change : account.backup.add}
        </Link>
      </section>
    </Card>
  );
});
