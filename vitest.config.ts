import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The hashing workers are TypeScript, and Node.js 20 doesn't pass a loader on to worker threads.
const loader = `import { isMainThread } from 'node:worker_threads';
if (!isMainThread) (await import('${import.meta.resolve('tsx/esm/api')}')).register();`;

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
  },
  test: {
    include: ['{lib,db,emails,e2e}/**/*.test.{ts,tsx}'],
    globalSetup: './e2e/support/vitest-setup.ts',
    // next-auth imports `next/server` without a file extension, which only a bundler resolves.
    server: { deps: { inline: ['next-auth', '@auth/core'] } },
    // At least three even on two cores: many test files mostly wait for a lock, a time-out or a child process.
    maxWorkers: Math.max(3, availableParallelism()),
    // Long enough for tests that start several commands in a row on a loaded machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    execArgv: [`--import=data:text/javascript,${encodeURIComponent(loader)}`],
    // No mail server listens on this port: tests that send email start their own and override SMTP_URL.
    env: {
      APP_URL: 'http://localhost:3000',
      AUTH_SECRET: 'for-unit-tests-only-0123456789abcdefghijklmnopqrstuvwxyz',
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: 'Zm9yLXVuaXQtdGVzdHMtb25seS0wMTIzNDU2Nzg5YWI=',
      EMAIL_FROM: 'Return Key <no-reply@return-key.test>',
      SMTP_URL: 'smtp://127.0.0.1:9',
      BREACH_CHECK_URL: 'off',
      BCRYPT_COST: '10',
    },
  },
});
