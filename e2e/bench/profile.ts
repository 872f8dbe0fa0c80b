import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atEnd, end, onInterrupt } from '../ending';
import { assemble } from './cell';
import type { Shot } from './load';
import { openOurs } from './ours';
import { figure, table } from './table';

// npm run bench:profile [-- way]: where one server process spends its time while people ask for resets, mails included.
// The shares are of the time that it was busy. The functions of a production build have short names; their files tell enough.

const way = process.argv[2] ?? 'without JavaScript';
const maps = new Map<string, SourceMap | null>();

onInterrupt(end);
try {
  const hands = await assemble();
  const dir = await mkdtemp(join(tmpdir(), 'return-key-profile-'));
  atEnd(() => rm(dir, { recursive: true, force: true }));
  const ours = await openOurs(hands, 10_000);
  process.env.BENCH_NODE_OPTIONS = preload(dir);
  const servers = await ours.start(1);
  const shot = (await ours.learn(servers))[way] as Shot;
  const load = { shot, bases: servers.bases, lanes: 8, accounts: 10_000 };
  await hands.driver.ask({ ...load, ms: 4000, from: 1 });
  await sleep(2000);
  await servers.read();
  await hands.driver.ask({ ...load, ms: 6000, from: 5000 });
  await sleep(3000);
  await servers.read();
  await sleep(1000);
  await servers.stop();
  await describe(dir);
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

// The signal by which the bench asks for figures also begins a profile, and the next one ends it.
function preload(dir: string): string {
  const script = `import { Session } from 'node:inspector';
    import { writeFileSync } from 'node:fs';
    import { isMainThread } from 'node:worker_threads';
    let session;
    if (isMainThread) process.on('SIGUSR2', () => {
      if (!session) {
        session = new Session();
        session.connect();
        session.post('Profiler.enable');
        session.post('Profiler.setSamplingInterval', { interval: 200 });
        session.post('Profiler.start');
      } else session.post('Profiler.stop', (_, { profile }) => writeFileSync(${JSON.stringify(join(dir, 'profile.json'))}, JSON.stringify(profile)));
    });`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}

type Frame = { functionName: string; url: string; lineNumber: number; columnNumber: number };
type Profile = {
  nodes: { id: number; callFrame: Frame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};

// What Node.js and the virtual machine do is charged to whoever called them: a package, or a file of ours.
async function describe(dir: string): Promise<void> {
  const [file = ''] = await readdir(dir);
  const { nodes, samples, timeDeltas }: Profile = JSON.parse(await readFile(join(dir, file), 'utf8'));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const owners = new Map<number, Owner>();
  const charge = (id: number, above: Owner) => {
    const node = byId.get(id);
    if (!node) return;
    const own = ownerOf(node.callFrame) ?? above;
    owners.set(id, own);
    for (const child of node.children ?? []) charge(child, own);
  };
  charge(nodes[0]?.id ?? 0, { where: 'Node.js and its virtual machine', name: '' });
  const [places, functions] = [new Map<string, number>(), new Map<string, number>()];
  let total = 0;
  samples.forEach((id, index) => {
    const frame = byId.get(id)?.callFrame;
    const owner = owners.get(id);
    if (!frame || !owner || frame.functionName === '(idle)') return;
    const ms = (timeDeltas[index] ?? 0) / 1000;
    const where = frame.functionName === '(garbage collector)' ? 'garbage collection' : owner.where;
    total += ms;
    places.set(where, (places.get(where) ?? 0) + ms);
    const name = `${owner.name} ${where}`;
    functions.set(name, (functions.get(name) ?? 0) + ms);
  });
  for (const [title, found] of Object.entries({ where: places, function: functions })) {
    const rows = [...found].sort(([, a], [, b]) => b - a).slice(0, 40);
    console.log(
      `${table(
        [title, '% of the busy time'],
        rows.map(([name, ms]) => [name, figure((ms * 100) / total)]),
      )}\n`,
    );
  }
}

type Owner = { where: string; name: string };

function ownerOf({ url, functionName, lineNumber, columnNumber }: Frame): Owner | null {
  if (!url.startsWith('file:')) return null;
  const path = fileURLToPath(url.replace(/\?.*/, ''));
  const entry = findMap(path)?.findEntry(lineNumber, columnNumber);
  const isMapped = entry !== undefined && 'originalSource' in entry;
  const source = isMapped ? `${entry.originalSource}` : path;
  return { where: placeOf(source), name: functionName };
}

function findMap(path: string): SourceMap | null {
  const known = maps.get(path);
  if (known !== undefined) return known;
  const map = existsSync(`${path}.map`) ? new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))) : null;
  maps.set(path, map);
  return map;
}

/** A package by its name, a file of ours by its path. */
function placeOf(source: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)(\/(?:dist\/)?[^/]+)?(?!.*node_modules)/.exec(source);
  if (inPackage) return inPackage[1] === 'next' ? `next${inPackage[2] ?? ''}` : (inPackage[1] ?? '');
  return source.replace(/^.*?\/(?=(app|lib|db|emails)\/|proxy|instrumentation)/, '');
}
