import type { Webmail } from '@/lib/mail/webmail';
import type { Words } from '@/lib/words';
import { Address } from './address';
import { Icon } from './icon';

type InboxProps = {
  /** Where the email is read, if that is known. */
  webmail: Webmail | null;
  /** As in the From line of an email: "Return Key <no-reply@example.com>", or the bare address. */
  sender: string;
  subject: string;
  words: Words['inbox'];
};

/** A link to the webmail where it is known, and the sender and subject to look for. */
export function Inbox({ webmail, sender, subject, words }: InboxProps) {
  const [, name, address = sender] = /^(.*?)\s*<(.+)>$/.exec(sender) ?? [];
  return (
    <>
      {webmail && (
        <a className="key main" href={webmail.url} target="_blank" rel="noreferrer noopener">
          <span>
            {words.open(webmail.name)} <span className="unseen">({words.newTab})</span>
          </span>
          <Icon name="out" />
        </a>
      )}
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
    </>
  );
}
