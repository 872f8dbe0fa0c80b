import type { NextConfig } from 'next';

const config: NextConfig = {
  // The test command builds beside a running development server.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  agentRules: false,
  poweredByHeader: false,
  devIndicators: false,
  logging: {
    // The development server prints addresses; those of links carry the secret of the link.
    incomingRequests: { ignore: [/^\/(reset-password|confirm|not-me)\//] },
    serverFunctions: false,
  },
  experimental: { serverActions: { bodySizeLimit: '64kb' } },
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

// The Content-Security-Policy needs a nonce for each answer and is set in proxy.ts.
const securityHeaders = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  // Not no-referrer: Chromium then sends "Origin: null" from forms without JavaScript, which the guard must refuse.
  { key: 'Referrer-Policy', value: 'strict-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()' },
];

export default config;
