import { brand } from '@/lib/brand';

export const dynamic = 'force-static';

const { accent, accentEdge, onAccent } = brand.colours.light;

/** The icon of the site: its mark, in its colours. */
export function GET(): Response {
  const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect y="2" width="32" height="30" rx="8" fill="${accentEdge}"/>
<rect width="32" height="28" rx="8" fill="${accent}"/>
<path d="${brand.mark}" fill="none" stroke="${onAccent}" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/>
</svg>`;
  return new Response(icon, { headers: { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' } });
}
