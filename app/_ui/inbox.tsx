import type { Words } from '@/lib/words';
import { Address } from './address';

type InboxProps = {
  /** As in the From line of a mail: "Return Key <no-reply@example.com>", or the bare address. */
  sender: string;
  subject: string;
  words: Words['inbox'];
};

/** What to look for in the inbox: who the mail is from, and what it is called. */
export function Inbox({ sender, subject, words }: InboxProps) {
  const [, name, address = sender] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? [];
  return (
    <dl className="facts inbox" aria-label={words.label}>
      <div>
        <dt>{words.sender}</dt>
        <dd>{name || address}</dd>
        {name && (
          <dd className="detail">
            <Address of={address} />
          </dd>
        )}
      </div>
      <div>
        <dt>{words.subject}</dt>
        <dd>{subject}</dd>
      </div>
    </dl>
  );
}
