import { isHttps } from './cookies';

/** The policy of one answer (ASVS 3.4.3): scripts and styles of this site with this nonce, nothing from anybody else. */
export function contentSecurityPolicy(nonce: string): string {
  // React's development build evaluates code to draw its error overlay; the bundler drops this word from every other build.
  const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps() ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

/** Tells browsers to insist on https for a year, where the site has it. */
export function strictTransport(): { key: string; value: string }[] {
  return isHttps() ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }] : [];
}
