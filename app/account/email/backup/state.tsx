import { Address } from '@/app/_ui/address';
import { Moment } from '@/app/_ui/moment';
import type { Backup } from '@/lib/users/backup-addresses';
import { readWords } from '@/lib/web/language';
import { isolate } from '@/lib/words/language';

/** Which backup address there is, and from when it can recover the account. Nothing without one. */
export async function BackupState({ backup }: { backup: Backup | null }) {
  const language = await readWords();
  const { account, intl, moment } = language;
  const words = account.backup;
  if (!backup) return null;
  const { email, isConfirmed, isUsable, usableFrom } = backup;
  if (!isConfirmed) return <p>{words.pending(isolate(language, email))}</p>;
  const calendar = { intl, pattern: moment('{date}', '{clock}'), now: new Date() };
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
