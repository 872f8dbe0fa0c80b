import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { brand, toStyleSheet } from '@/lib/brand';
import { readWords } from '@/lib/web/language';
import { readNonce } from '@/lib/web/nonce';
import { languages } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { ErrorWordsProvider } from './_ui/broken';
import { Languages } from './_ui/languages';
import { Link } from './_ui/link';
import { Mark } from './_ui/mark';
import './globals.css';

// Every page is made for one answer, because the Content-Security-Policy has a new nonce in each.
export const dynamic = 'force-dynamic';

export async function generateMetadata(): Promise<Metadata> {
  return {
    title: { default: brand.name, template: `%s · ${brand.name}` },
    description: (await readWords()).site.description,
    icons: { icon: '/icon.svg' },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  };
}

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: brand.colours.light.paper },
    { media: '(prefers-color-scheme: dark)', color: brand.colours.dark.paper },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = await readNonce();
  const words = await readWords();
  const { locale, direction, broken } = words;
  return (
    <html lang={locale} dir={direction}>
      <head>
        <style {...(nonce && { nonce })} suppressHydrationWarning>
          {toStyleSheet(brand.colours)}
        </style>
      </head>
      <body>
        {/* Text browsers don't know <header>: without a <div> the link would run into the name. */}
        <div className="skip">
          <a href="#content">{words.site.skip}</a>
        </div>
        <header className="top">
          <Link href="/" className="brand">
            <Mark />
            {brand.name}
          </Link>
        </header>
        <main id="content" tabIndex={-1}>
          <ErrorWordsProvider
            words={{ ...broken, locale, direction, help: broken.help(isolate(words, brand.supportEmail)) }}
          >
            {children}
          </ErrorWordsProvider>
        </main>
        <footer className="foot">
          <p>
            {words.site.help}{' '}
            <a dir="ltr" href={`mailto:${brand.supportEmail}`}>
              {brand.supportEmail}
            </a>
          </p>
          <Languages label={words.site.language} current={locale} languages={languages} />
        </footer>
      </body>
    </html>
  );
}
