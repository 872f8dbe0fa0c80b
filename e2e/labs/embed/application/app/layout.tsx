import type { ReactNode } from 'react';
import { brand, toStyleSheet } from '@/lib/brand';
import './globals.css';

export const dynamic = 'force-dynamic';

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <head>
        <style>{toStyleSheet(brand.colours)}</style>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
