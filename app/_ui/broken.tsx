'use client';

import { brand } from '@/lib/brand';
import { broken as words } from '@/lib/words/broken.en';
import { Card } from './card';

type BrokenProps = {
  /** Stands in the log too; null when there is none. */
  reference: string | null;
  /** Without it, trying again is loading the page again. */
  retry?: () => void;
};

/** The one page for everything unforeseen. */
export function Broken({ reference, retry }: BrokenProps) {
  return (
    <div className="single">
      <Card title={words.title} lead={`${words.text} ${words.next}`}>
        {retry ? (
          <button type="button" className="key main" onClick={retry}>
            {words.again}
          </button>
        ) : (
          // Loads the page again, without a script.
          <form>
            <button type="submit" className="key main">
              {words.again}
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
            <p>{words.help(brand.supportEmail)}</p>
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
