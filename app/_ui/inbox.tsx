import type { Words } from '@/lib/words';

type InboxProps = {
  /** As in the From line of a mail: "Return Key <no-reply@example.com>", or the bare address. */
  sender: string;
  subject: string;
  words: Words['inbox'];
};

/** What to look for in the inbox: who the mail is from, and what it is called. */
export function Inbox({ sender, subject, words }: InboxProps) {
  const [, name, address] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? [undefined, '', sender];
  const [mailbox, domain] = (address ?? sender).split('@');
  return (
    <dl className="facts inbox" aria-label={words.label}>
      <div>
        <dt>{words.sender}</dt>
        <dd>{name || address}</dd>
        {name && (
          <dd className="detail">
            {mailbox}@<wbr />
            {domain}
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
