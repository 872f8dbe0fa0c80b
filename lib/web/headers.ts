import { isHttps } from './cookies';

/** The policy of one page (ASVS 3.4.3): only this site's scripts and styles, with this nonce, and nothing from other sites. */
export function contentSecurityPolicy(nonce: string): string {
  // In development React uses eval for its error overlay, whose styles have no nonce. The bundler removes these branches from production.
  const evaluation = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  const style = process.env.NODE_ENV === 'development' ? "'unsafe-inline'" : `'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${evaluation}`,
    `style-src 'self' ${style}`,
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

/** HSTS for a year, when APP_URL is https. */
export function strictTransport(): { key: string; value: string }[] {
  return isHttps() ? [{ key: 'Strict-Transport-Security', value: 'max-age=31536000; includeSubDomains' }] : [];
}
