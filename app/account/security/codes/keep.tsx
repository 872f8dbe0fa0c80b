'use client';

import { useState } from 'react';
import { useHasScripts } from '@/app/_ui/has-scripts';
import type { Words } from '@/lib/words';

type KeepProps = {
  text: string;
  words: Pick<Words['account']['security']['save'], 'copy' | 'copied' | 'notCopied' | 'print'>;
};

/** Copying and printing, for which a script is needed: without one the buttons are not there. */
export function Keep({ text, words }: KeepProps) {
  const [said, say] = useState('');
  const hasScripts = useHasScripts();
  if (!hasScripts) return null;
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say(words.copied),
      () => say(words.notCopied),
    );
  return (
    <>
      <button type="button" className="key plain" onClick={copy}>
        <span>{words.copy}</span>
      </button>
      <button type="button" className="key plain" onClick={() => window.print()}>
        <span>{words.print}</span>
      </button>
      <span role="status">{said}</span>
    </>
  );
}
