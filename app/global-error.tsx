'use client';

import { brand } from '@/lib/brand';
import { Broken, findDigest, recallErrorWords } from './_ui/broken';
import './globals.css';

/** Replaces the root layout when that fails: the same error page in a plain document with system colours. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const words = recallErrorWords();
  return (
    <html lang={words.locale} dir={words.direction}>
      <body>
        <title>{`${words.title} · ${brand.name}`}</title>
        <main>
          <Broken reference={findDigest(error)} retry={retry} />
        </main>
      </body>
    </html>
  );
}
