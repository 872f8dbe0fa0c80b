import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd, end, onInterrupt } from '../ending';
import { assemble } from './cell';
import type { Shot } from './load';
import { openOurs } from './ours';
import { figure, table } from './table';

// npm run bench:profile [-- way]: where one server process spends its time while people ask for resets, mails included.
// The shares are of the time that it was busy. The functions of a production build have short names; their files tell enough.

const way = process.argv[2] ?? 'without JavaScript';

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

type Profile = {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
};

async function describe(dir: string): Promise<void> {
  const [file = ''] = await readdir(dir);
  const { nodes, samples, timeDeltas }: Profile = JSON.parse(await readFile(join(dir, file), 'utf8'));
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [files, functions] = [new Map<string, number>(), new Map<string, number>()];
  let total = 0;
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    if (!frame || frame.functionName === '(idle)') return;
    const [ms, place] = [(timeDeltas[index] ?? 0) / 1000, placeOf(frame.url)];
    total += ms;
    files.set(place, (files.get(place) ?? 0) + ms);
    const name = `${frame.functionName || '(anonymous)'} ${place}:${frame.lineNumber + 1}:${frame.columnNumber}`;
    functions.set(name, (functions.get(name) ?? 0) + ms);
  });
  for (const [title, found] of Object.entries({ where: files, function: functions })) {
    const rows = [...found].sort(([, a], [, b]) => b - a).slice(0, 30);
    console.log(
      `${table(
        [title, '% of the busy time'],
        rows.map(([name, ms]) => [name, figure((ms * 100) / total)]),
      )}\n`,
    );
  }
}

function placeOf(url: string): string {
  if (url === '') return 'the virtual machine, garbage collection';
  return url
    .replace(/^file:\/\//, '')
    .replace(/^.*?\/(node_modules|\.next[^/]*)\//, '$1/')
    .replace(/\?.*/, '');
}
