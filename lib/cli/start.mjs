// npm start: `next start`, with what the build has made of next.config.ts. Next.js would translate that file anew in every process,
// and the compiler for it stays in memory: 25 MB. Its own standalone server is handed the settings by the same variable; should
// that go, `next start` translates again. Plain JavaScript, because Node.js 20 reads nothing else without a compiler.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// V8 would let garbage grow to three times what is in use before it looks for it. And it would take the code that is loaded, and
// stays, for a sign that much is made and soon forgotten, and hold 32 megabytes for that. lib/web/start-up.ts gives it more room
// once there were some requests.
setFlagsFromString('--heap-growing-percent=50');
setFlagsFromString('--semi-space-growth-factor=1');

const args = process.argv.slice(2);
// In the folder that the build went to by next.config.ts; which of the arguments is that of the project, Next.js finds out later.
const built = [...args, '.']
  .map((dir) => join(dir, process.env.NEXT_DIST_DIR ?? '.next', 'required-server-files.json'))
  .find(existsSync);
if (built)
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(JSON.parse(readFileSync(built, 'utf8')).config);
process.argv = [...process.argv.slice(0, 2), 'start', ...args];
await import('next/dist/bin/next');
