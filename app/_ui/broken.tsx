'use client';

import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { lastResort } from '@/lib/words/last-resort';
import { Card } from './card';
import { Icon } from './icon';

/** The sentences of this page, ready to be sent to a browser. */
export type Apology = Record<'locale' | 'direction' | Exclude<keyof Words['broken'], 'help'>, string> & {
  help: string;
};

// In English until a frame has told the language. Kept beside the context, for the page that stands in for the frame itself.
let heard: Apology = { ...lastResort, locale: 'en', direction: 'ltr', help: lastResort.help(brand.supportEmail) };
const Heard = createContext<Apology | null>(null);

/** The apology in the language that this window was last answered in. */
export function recallApology(): Apology {
  return heard;
}

/** Hands the apology of the frame to whatever may break inside of it, so that no dictionary has to be in the browser. */
export function Apologetic({ words, children }: { words: Apology; children: ReactNode }) {
  useEffect(() => {
    heard = words;
  }, [words]);
  return <Heard value={words}>{children}</Heard>;
}

type BrokenProps = {
  /** Stands in the log too; null when there is none. */
  reference: string | null;
  /** What was sent before this page was drawn may have been done. */
  isInDoubt?: boolean;
  /** Without it, trying again is loading the page again. */
  retry?: () => void;
};

/** The one page for everything unforeseen. */
export function Broken({ reference, isInDoubt = false, retry }: BrokenProps) {
  const words = useContext(Heard) ?? heard;
  return (
    <div className="single">
      <Card title={words.title} lead={`${isInDoubt ? words.doubt : words.text} ${words.next}`}>
        {retry ? (
          <button type="button" className="key main" onClick={retry}>
            {words.again} <Icon name="return" />
          </button>
        ) : (
          // Loads the page again, without a script.
          <form className="form">
            <button type="submit" className="key main">
              {words.again} <Icon name="return" />
            </button>
          </form>
        )}
        {reference && (
          <div className="aside">
            <dl className="facts">
              <div>
                <dt>{words.reference}</dt>
                <dd>
                  <code>{reference}</code>
                </dd>
              </div>
            </dl>
            <p>{words.help}</p>
          </div>
        )}
      </Card>
    </div>
  );
}

/** The digest under which Next.js has logged an error. */
export function findDigest(error: unknown): string | null {
  return error instanceof Error && 'digest' in error ? String(error.digest) : null;
}
