import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { end, onInterrupt } from '../ending';
import { compareAsking } from './asking';
import { assemble, type Crew, type Options } from './cell';
import { measureHashing } from './hashes';
import { describeMachine, meterDatabase } from './meter';
import { openOurs } from './ours';
import { Report } from './report';

// npm run bench [-- --quick] [--processes 2] [--seconds 6] [--repeat 3] [--accounts 10000] [--lanes 1,8,32] [--delays 0,100]
// npm run bench:peers: the same, with Better Auth on Next.js beside it.
// --write keeps what came of it in the README, and the chart. Ratios are the result; times are those of one machine.

const { values: given } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    processes: { type: 'string', default: '2' },
    seconds: { type: 'string' },
    repeat: { type: 'string' },
    accounts: { type: 'string', default: '10000' },
    lanes: { type: 'string' },
    delays: { type: 'string', default: '0,100' },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: 'asking,hashing' },
  },
});
const numbers = (list: string) => list.split(',').map(Number);
const options: Options = {
  seconds: Number(given.seconds ?? (given.quick ? 2 : 6)),
  repeat: Number(given.repeat ?? (given.quick ? 1 : 3)),
  lanes: numbers(given.lanes ?? (given.quick ? '8' : '1,8,32')),
  delays: numbers(given.delays),
  accounts: Number(given.accounts),
  processes: Number(given.processes),
  withPeers: given.peers,
};

onInterrupt(end);
try {
  await run();
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}

async function run(): Promise<void> {
  const report = new Report();
  const hands = await assemble();
  const ours = await openOurs(hands, options.accounts);
  const crew: Crew = { ...hands, readDatabaseMs: await meterDatabase(ours.databaseUrl), isPatient: !given.quick };
  const { processes, accounts, repeat, seconds } = options;
  report.say(
    `${describeMachine()}; ${processes} server processes, ${accounts} accounts, ${repeat} × ${seconds} s a cell.`,
  );
  if (given.only.includes('asking')) {
    const chart = await compareAsking(crew, ours, options, report);
    if (given.write && given.peers) await writeFile('.github/mail-delay.svg', chart);
  }
  if (given.only.includes('hashing')) await measureHashing(crew, ours, options, report);
  if (given.write) await report.keepAs(given.peers ? 'peers' : 'bench');
}
