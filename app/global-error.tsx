'use client';

import { brand } from '@/lib/brand';
import { Broken, findDigest, recallApology } from './_ui/broken';
import './globals.css';

/** When even the frame around the pages broke: the same page in a plain frame of its own, in the colours of the system. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const words = recallApology();
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
