import type { NextConfig } from 'next';
import { closedPolicy, standingHeaders } from '@/lib/web/standing-headers';

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
  // There are no images to optimize. Left on, its address ends in a bare 500 for whatever is no image.
  images: { unoptimized: true },
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
  },
  headers: async () => [
    { source: '/:path*', headers: standingHeaders },
    // proxy.ts, which sets the policy of every other answer, does not see these.
    { source: '/_next/static/:path*', headers: [closedPolicy] },
    { source: '/icon.svg', headers: [closedPolicy] },
  ],
};

export default config;
