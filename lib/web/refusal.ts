import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import type { Refusal } from './guard';

/** The page for a request that the guard turns away. Made by hand, because it stands before everything that Next.js renders. */
export function refusalPage(reason: Refusal['reason'], { refusal, locale, direction }: Words, nonce: string): string {
  const words = refusal[reason];
  const { light, dark } = brand.colours;
  return `<!doctype html>
<html lang="${locale}" dir="${direction}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${words.title} · ${brand.name}</title>
<style nonce="${nonce}">
:root { color-scheme: light dark; --paper: ${light.paper}; --ink: ${light.ink}; }
@media (prefers-color-scheme: dark) { :root { --paper: ${dark.paper}; --ink: ${dark.ink}; } }
body { margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 1.5rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 28rem; }
a { color: inherit; }
</style>
<main><h1>${words.title}</h1><p>${words.text}</p><p><a href="/">${refusal.home}</a></p></main>
</html>`;
}
