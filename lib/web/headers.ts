import { listProviders } from '@/lib/identity-providers';
import { isDevelopment } from '@/lib/process';
import { isHttps } from './cookies';
import type { Sources } from './openings';
import * as site from './site';

/** The policy of one page (ASVS 3.4.3): only this site's scripts and styles, with this nonce, and nothing from other sites. */
export function contentSecurityPolicy(nonce: string, additions: readonly Sources[] = [site.sources]): string {
  // In development React uses eval for its error overlay, whose styles have no nonce.
  const evaluation = isDevelopment() ? " 'unsafe-eval'" : '';
  const style = isDevelopment() ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  const from = (directive: keyof Sources, ...always: string[]) => {
    const allowed = [...always, ...additions.flatMap((sources) => sources[directive] ?? [])];
    return allowed.length > 0 ? [`${directive} ${allowed.join(' ')}`] : [];
  };
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    ...from('style-src', "'self'", style),
    ...from('img-src', "'self'", 'data:'),
    ...from('media-src'),
    ...from('font-src', "'self'"),
    ...from('connect-src', "'self'"),
    ...from('frame-src'),
    ...from('worker-src'),
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    // A form that starts a sign-in is led to the provider, and browsers apply this to where a form is led, too.
    ...from('form-action', "'self'", ...listProviders().map(({ origin }) => origin)),
    "frame-ancestors 'none'",
    ...(isHttps() ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** HSTS for a year, when APP_URL is https. */
export function strictTransport(): { key: string; value: string }[] {
  return isHttps() ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }] : [];
}
