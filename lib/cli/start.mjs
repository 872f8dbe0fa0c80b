// npm start: `next start`, with what the build has made of next.config.ts. Next.js would translate that file anew in every process,
// and the compiler for it stays in memory: 25 MB. Its own standalone server is handed the settings by the same variable; should
// that go, `next start` translates again. Plain JavaScript, because Node.js 20 reads nothing else without a compiler.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// Until there are visitors, see lib/web/start-up.ts. How far this space may grow then is a flag of the start in package.json.
setFlagsFromString('--semi-space-growth-factor=1');

const args = process.argv.slice(2);
const built = [...args, '.']
  .map((dir) => join(dir, process.env.NEXT_DIST_DIR ?? '.next', 'required-server-files.json'))
  .find(existsSync);
if (built)
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(JSON.parse(readFileSync(built, 'utf8')).config);
const require = createRequire(import.meta.url);
process.argv = [process.execPath, require.resolve('next/dist/bin/next'), 'start', ...args];
require('next/dist/bin/next');
