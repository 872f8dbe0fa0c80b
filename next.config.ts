import type { NextConfig } from 'next';
import { keptBodyBytes } from '@/lib/web/body-limits';
import { closedPolicy, standingHeaders } from '@/lib/web/standing-headers';

const config: NextConfig = {
  // The test command builds beside a running development server. Must be in the environment: .env files are read later.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Excludes the tests, which import development dependencies that a host doesn't install.
  typescript: { tsconfigPath: 'tsconfig.build.json' },
  agentRules: false,
  poweredByHeader: false,
  devIndicators: false,
  logging: {
    // The development server logs URLs, and those of emailed links contain their token.
    incomingRequests: { ignore: [/^\/(reset-password|confirm|confirm-email|not-me)\//] },
    serverFunctions: false,
  },
  // There are no images to optimize. If enabled, its endpoint answers a bare 500 for a URL that is not an image.
  images: { unoptimized: true },
  experimental: {
    serverActions: { bodySizeLimit: '64kb' },
    proxyClientMaxBodySize: keptBodyBytes,
  },
  headers: async () => [
    { source: '/:path*', headers: standingHeaders },
    // proxy.ts, which sets the policy of all other responses, doesn't run for these.
    { source: '/_next/static/:path*', headers: [closedPolicy] },
    { source: '/icon.svg', headers: [closedPolicy] },
  ],
};

export default config;
