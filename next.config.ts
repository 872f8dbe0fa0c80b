import type { NextConfig } from 'next';
import { closedPolicy, passedHeader, standingHeaders } from './lib/web/standing-headers';

const config: NextConfig = {
  // The test command builds beside a running development server. From the environment only: .env files are read later.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Without the tests: what they import is not installed on a host.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  agentRules: false,
  poweredByHeader: false,
  devIndicators: false,
  logging: {
    // The development server prints addresses; those of links carry the secret of the link.
    incomingRequests: { ignore: [/^\/(reset-password|confirm|confirm-email|not-me)\//] },
    serverFunctions: false,
  },
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
  },
  headers: async () => [
    // lib/web/requests.ts has set them already where it could, and says so.
    { source: '/:path*', headers: standingHeaders, missing: [{ type: 'header', key: passedHeader }] },
    // proxy.ts leaves these alone, so the policy is set here.
    { source: '/_next/static/:path*', headers: [closedPolicy] },
    { source: '/icon.svg', headers: [closedPolicy] },
  ],
};

export default config;
