import type { Features } from './openings';
import * as site from './site';

/** The headers of every response. */
export const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  // Not no-referrer: Chromium then sends "Origin: null" from forms without JavaScript, which the guard must refuse.
  { key: 'Referrer-Policy', value: 'strict-origin' },
  { key: 'Permissions-Policy', value: permissionsPolicy(site.features) },
];

export function permissionsPolicy(opened: Features): string {
  const features = ['camera', 'geolocation', 'microphone', 'payment', 'usb'] as const;
  const quote = (origin: string) => (origin === 'self' ? origin : `"${origin}"`);
  return features.map((feature) => `${feature}=(${(opened[feature] ?? []).map(quote).join(' ')})`).join(', ');
}

/** The policy of responses that aren't pages: nothing may run or load. entry.ts sets the policy of pages, with a nonce. */
export const closedPolicy = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};
