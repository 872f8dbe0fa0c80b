import { brand, toStyleSheet } from '@/lib/brand';
import type { Words } from '@/lib/words';
import type { Refusal } from './guard';

/**
 * The page for a request that the guard refuses, with the look of the others: header, card, foot (app/layout.tsx, app/globals.css).
 * Plain HTML, because proxy.ts runs before Next.js can render anything.
 * @param hint for developers, as HTML
 */
export function refusalPage(reason: Refusal['reason'], words: Words, nonce: string, hint = ''): string {
  const { refusal, site, locale, direction } = words;
  const { title, text } = refusal[reason];
  const email = brand.supportEmail;
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<link rel="icon" href="/icon.svg">
<title>${title} · ${brand.name}</title>
<style nonce="${nonce}">
${toStyleSheet(brand.colours)}
${styles}
</style>
<header><a href="/"><img src="/icon.svg" width="34" height="34" alt=""> ${brand.name}</a></header>
<main><section><h1>${title}</h1><p>${text}</p>${hint && `<p dir="ltr" lang="en">${hint}</p>`}<a href="/">${refusal.home}</a></section></main>
<footer>${site.help} <a dir="ltr" href="mailto:${email}">${email}</a></footer>
</html>`;
}

const styles = `:root { color-scheme: light dark; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100svh; display: grid; grid-template: auto 1fr auto / minmax(0, 1fr); background: var(--paper); color: var(--ink); font: 106.25%/1.55 -apple-system, blinkmacsystemfont, "Segoe UI Variable Text", "Segoe UI", roboto, "Noto Sans", "Liberation Sans", system-ui, sans-serif; overflow-wrap: break-word; }
header, main, footer { width: 100%; max-width: 72rem; margin-inline: auto; padding: 1rem min(5vw, 3rem); }
main { padding-block: clamp(0.25rem, 4vw, 3rem); }
footer { padding-block: 2.5rem; color: var(--soft); font-size: 0.9375rem; }
section { display: grid; gap: 1.5rem; max-width: 30rem; padding: min(6.25vw, 2.5rem); background: var(--card); border: 1px solid var(--line); border-bottom-width: 5px; border-radius: 1.3125rem; }
h1 { margin: 0; font-size: min(clamp(1.75rem, 1.45rem + 1.4vw, 2.25rem), 13vw); line-height: 1.15; letter-spacing: -0.022em; text-wrap: balance; }
p { margin: -0.75rem 0 0; color: var(--soft); }
a { color: inherit; }
header a { display: inline-flex; align-items: center; gap: 0.7rem; min-height: 2.75rem; font-weight: 700; text-decoration: none; }
section > a { justify-self: start; min-height: 3rem; padding: 0.7rem 1.15rem; font-weight: 650; line-height: 1.25; text-decoration: none; border: 1px solid; border-bottom-width: 4px; border-radius: 0.75rem; }
footer a { position: relative; display: inline-block; color: var(--ink); }
footer a::after { content: ""; position: absolute; inset: -0.65rem 0; }
:focus-visible { outline: 3px solid; outline-offset: 3px; }`;
