import { Icon } from '@/app/_ui/icon';
import { ExactMoment } from '@/app/_ui/moment';
import { Submit } from '@/app/_ui/submit';
import type { Words } from '@/lib/words';
import { cancelWait } from './actions';

/** On every page of the account while someone waits for its second factors to be removed. */
export function WaitBanner({ words, endsAt }: { words: Words; endsAt: Date }) {
  const { banner, open } = words.wait;
  const calendar = { intl: words.intl, pattern: words.moment('{date}', '{clock}'), now: new Date() };
  return (
    <form className="notice" data-tone="error" action={cancelWait}>
      <Icon name="attention" />
      <div>
        <p>
          <strong>{banner.title}</strong> {banner.text}
        </p>
        <p>
          {open.ends}
          {words.mail.colon('')}
          <ExactMoment at={endsAt} calendar={calendar} />
        </p>
        <Submit kind="plain" label={banner.submit} wait={words.fields.wait} />
      </div>
    </form>
  );
}
