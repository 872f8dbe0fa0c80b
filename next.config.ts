import type { NextConfig } from 'next';
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from 'next/constants';
import { digestOf } from '@/lib/action-key';
import { keptBodyBytes } from '@/lib/web/body-limits';
import { closedPolicy, securityHeaders } from '@/lib/web/security-headers';

const config: NextConfig = {
  // The test command builds beside a running development server. Must be in the environment: .env files are read later.
  distDir: process.env.NEXT_DIST_DIR ?? '.next',
  // Only the Dockerfile sets this: `npm start` doesn't work with a standalone build.
  ...(process.env.NEXT_OUTPUT === 'standalone' && { output: 'standalone' }),
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
    { source: '/:path*', headers: securityHeaders },
    // proxy.ts, which sets the policy of all other responses, doesn't run for these.
    { source: '/_next/static/:path*', headers: [closedPolicy] },
    { source: '/icon.svg', headers: [closedPolicy] },
  ],
};

/** A build remembers the digest of its action key, with which start-up and doctor compare the key they find. */
export default function configure(phase: string): NextConfig {
  // Scripts of the development server are only for localhost unless told; a phone opens the site at another name.
  if (phase === PHASE_DEVELOPMENT_SERVER) return { ...config, allowedDevOrigins: [hostOf(process.env.APP_URL)] };
  if (phase !== PHASE_PRODUCTION_BUILD) return config;
  const key = process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY;
  // Once, and not for `next typegen`, which counts as a build too.
  if (!key && process.argv.includes('build')) console.warn(withoutKey);
  return { ...config, env: { ACTION_KEY_DIGEST: digestOf(key) } };
}

const hostOf = (url = '') => (URL.canParse(url) ? new URL(url).hostname : 'localhost');

const withoutKey = `
 ⚠ NEXT_SERVER_ACTIONS_ENCRYPTION_KEY is not set, so this build makes a key of its own. It works, but a page that is open during the
   next deploy fails when its form is sent. Set the same key for every build and start; make one with: openssl rand -base64 32
`;
