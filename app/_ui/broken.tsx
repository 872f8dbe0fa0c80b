'use client';

import { brand } from '@/lib/brand';
import { broken as words } from '@/lib/words/broken.en';
import { Card } from './card';

export type BrokenProps = { error: unknown; retry: () => void };

/** The one page for everything unforeseen. The reference is the digest that stands beside the error in the log. */
export function Broken({ error, retry }: BrokenProps) {
  const reference = findDigest(error);
  return (
    <div className="single">
      <Card title={words.title} lead={`${words.text} ${words.next}`}>
        <button type="button" className="key main" onClick={retry}>
          {words.again}
        </button>
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

function findDigest(error: unknown): string | null {
  return error instanceof Error && 'digest' in error ? String(error.digest) : null;
}
