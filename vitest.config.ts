import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// The hashing threads are TypeScript too, and Node.js 20 gives a thread no loader of its own accord.
const loader = `import { isMainThread } from 'node:worker_threads';
if (!isMainThread) (await import('${import.meta.resolve('tsx/esm/api')}')).register();`;

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
  },
  test: {
    include: ['{lib,db,emails,e2e}/**/*.test.{ts,tsx}'],
    globalSetup: './e2e/support/vitest-setup.ts',
    // next-auth asks for `next/server` without its file ending, which only a bundler finds.
    server: { deps: { inline: ['next-auth', '@auth/core'] } },
    // One more than a small machine has cores: many files wait most of the time, for a lock, a time-out or a child.
    maxWorkers: Math.max(3, availableParallelism()),
    // A test that hangs ends, and no other: commands that are started one after the other take their time on a loaded machine.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    execArgv: [`--import=data:text/javascript,${encodeURIComponent(loader)}`],
    // The mail server is never there: tests that send start one of their own and say so.
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
