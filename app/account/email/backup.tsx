import { Address } from '@/app/_ui/address';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Moment } from '@/app/_ui/moment';
import { PasswordField } from '@/app/_ui/password-field';
import { Submit } from '@/app/_ui/submit';
import type { Backup } from '@/lib/users/backup-addresses';
import { backupDelayDays } from '@/lib/users/ways-in';
import { readWords } from '@/lib/web/language';
import { isolate } from '@/lib/words/language';
import { addBackup, removeBackup } from './actions';

/** The backup address, and what can be done about it. */
export async function BackupSection({ backup }: { backup: Backup | null }) {
  const language = await readWords();
  const { account, fields } = language;
  const words = account.backup;
  const isPending = backup?.isConfirmed === false;
  const password = (
    <PasswordField
      id="backup-password"
      name="currentPassword"
      label={account.email.current}
      autoComplete="current-password"
      words={fields}
    />
  );
  return (
    <section>
      <h2>{words.title}</h2>
      <p>{words.text(backupDelayDays)}</p>
      {isPending && <p>{words.pending(isolate(language, backup.email))}</p>}
      {backup?.isConfirmed ? (
        <>
          <Facts backup={backup} />
          <Form key="remove" action={removeBackup} fold={{ title: words.remove }}>
            {password}
            <Submit kind="plain" label={words.remove} wait={fields.wait} />
          </Form>
        </>
      ) : (
        <Form key="add" action={addBackup} fold={{ title: isPending ? words.again : words.add }}>
          <Field id="backup" name="email" label={words.address} type="email" autoComplete="off" />
          {password}
          <Submit kind="plain" label={words.submit} wait={fields.wait} />
        </Form>
      )}
    </section>
  );
}

async function Facts({ backup }: { backup: Backup }) {
  const { account, intl, moment } = await readWords();
  const words = account.backup;
  const calendar = { intl, pattern: moment('{date}', '{clock}'), now: new Date() };
  const { email, isUsable, usableFrom } = backup;
  return (
    <dl className="facts">
      <div>
        <dt>{words.address}</dt>
        <dd>
          <Address of={email} />
        </dd>
      </div>
      <div>
        <dt>{isUsable ? words.usable : words.usableFrom}</dt>
        <dd>{isUsable || !usableFrom ? words.usableNow : <Moment at={usableFrom} calendar={calendar} />}</dd>
      </div>
    </dl>
  );
}
