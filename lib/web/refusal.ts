import { brand, toStyleSheet } from '@/lib/brand';
import type { Words } from '@/lib/words';
import type { Refusal } from './guard';

/** The page for a request that the guard refuses. Plain HTML, because proxy.ts runs before Next.js can render anything. */
export function refusalPage(reason: Refusal['reason'], { refusal, locale, direction }: Words, nonce: string): string {
  const words = refusal[reason];
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title} · ${brand.name}</title>
<style nonce="${nonce}">
${toStyleSheet(brand.colours)}
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100svh; display: grid; place-content: center; padding: 5vw; background: var(--paper); color: var(--ink); font: 106.25%/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 26rem; padding: min(6.25vw, 2.5rem); background: var(--card); border: 1px solid var(--line); border-bottom-width: 5px; border-radius: 1.3rem; }
h1 { margin: 0; font-size: min(1.75rem, 13vw); line-height: 1.15; letter-spacing: -0.022em; text-wrap: balance; }
p { color: var(--soft); }
a { display: inline-block; padding: 0.7rem 1.15rem; font-weight: 650; color: var(--ink); text-decoration: none; border: 1px solid; border-bottom-width: 4px; border-radius: 0.75rem; }
:focus-visible { outline: 3px solid; outline-offset: 3px; }
</style>
<main><h1>${words.title}</h1><p>${words.text}</p><a href="/">${refusal.home}</a></main>
</html>`;
}
