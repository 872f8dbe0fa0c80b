import { Sentence } from './address';
import { Icon } from './icon';

type NoticeProps = { tone: 'error' | 'info' | 'success'; children: string };

/** A message about a whole page or form, its first sentence in bold. It is spoken when it appears, and can take the focus. */
export function Notice({ tone, children }: NoticeProps) {
  const [first] = firstSentence.exec(children) ?? [children];
  return (
    <div className="notice" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'} tabIndex={-1}>
      <Icon name={tone === 'success' ? 'done' : 'attention'} />
      <p>
        <strong>
          <Sentence>{first}</Sentence>
        </strong>
        <Sentence>{children.slice(first.length)}</Sentence>
      </p>
    </div>
  );
}

// Not Intl.Segmenter, whose rules differ between server and browser. The period of an initial ends no sentence.
const firstSentence = /^.*?(?:[。！？]|(?<![\s.]\p{Lu})[.!?؟](?=\s|$))/su;
