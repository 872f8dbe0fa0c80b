import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as backupAddresses from '@/lib/users/backup-addresses';
import { backupDelayDays } from '@/lib/users/ways-in';
import { readWords } from '@/lib/web/language';
import { requireFreshFactor } from '@/lib/web/session';
import { addBackup, removeBackup } from './actions';
import { BackupState } from './state';

export const generateMetadata = entitle((words) => words.account.backup.title);

/** One address, and one form: to add it, or to remove it. */
export default screen(async function BackupPage() {
  const { account, fields } = await readWords();
  const words = account.backup;
  const user = await requireFreshFactor();
  const backup = await backupAddresses.findOf(user.userId);
  const isConfirmed = backup?.isConfirmed === true;
  return (
    <Card
      title={words.title}
      lead={words.text(backupDelayDays)}
      below={<Link href="/account/email">{account.email.keep}</Link>}
    >
      <BackupState backup={backup} />
      {/* Keyed, because the answer to one form must not be shown in the other. */}
      <ProvenForm
        key={isConfirmed ? 'remove' : 'add'}
        user={user}
        action={isConfirmed ? removeBackup : addBackup}
        submit={
          <Submit
            kind={isConfirmed ? 'final' : 'main'}
            label={isConfirmed ? words.remove : words.submit}
            wait={fields.wait}
          />
        }
      >
        {!isConfirmed && <Field name="email" label={words.address} type="email" autoComplete="off" />}
      </ProvenForm>
    </Card>
  );
});
