'use client';

import { createContext, type ReactNode, useContext, useEffect } from 'react';
import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { lastResort } from '@/lib/words/last-resort';
import { Card } from './card';
import { Icon } from './icon';

/** The sentences of the error page, serializable for client components. */
type ErrorWords = Record<'locale' | 'direction' | Exclude<keyof Words['broken'], 'help'>, string> & {
  help: string;
};

// English until a layout has set the language. Kept outside the context too, for global-error.tsx, which replaces the layout.
let latest: ErrorWords = { ...lastResort, locale: 'en', direction: 'ltr', help: lastResort.help(brand.supportEmail) };
const ErrorWordsContext = createContext<ErrorWords | null>(null);

/** The error sentences in the language of this window's last page. */
export function recallErrorWords(): ErrorWords {
  return latest;
}

/** Provides the error sentences to the error pages below, so that no dictionary is sent to the browser. */
export function ErrorWordsProvider({ words, children }: { words: ErrorWords; children: ReactNode }) {
  useEffect(() => {
    latest = words;
  }, [words]);
  return <ErrorWordsContext value={words}>{children}</ErrorWordsContext>;
}

type BrokenProps = {
  /** The reference that is also in the log, or null. */
  reference: string | null;
  /** True when a form was submitted and its action may have succeeded. */
  isInDoubt?: boolean;
  /** Without it, "try again" reloads the page. */
  retry?: () => void;
};

/** The page for unexpected errors. */
export function Broken({ reference, isInDoubt = false, retry }: BrokenProps) {
  const words = useContext(ErrorWordsContext) ?? latest;
  return (
    <div className="failure">
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
          <>
            <dl className="facts">
              <div>
                <dt>{words.reference}</dt>
                <dd>
                  <code>{reference}</code>
                </dd>
              </div>
            </dl>
            <p>{words.help}</p>
          </>
        )}
      </Card>
    </div>
  );
}

/** The digest under which Next.js has logged an error. */
export function findDigest(error: unknown): string | null {
  return error instanceof Error && 'digest' in error ? String(error.digest) : null;
}
