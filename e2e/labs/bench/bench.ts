import { parseArgs } from 'node:util';
import { end, onInterrupt } from '../../support/ending';
import { startHelpers } from './cell';
import { describeMachine } from './meter';
import { openOurs } from './ours';
import { comparePasswords } from './passwords';
import { compareRequests } from './requests';
import { head, table } from './table';

// npm run bench [-- --quick] [--only asking|passwords] [--rounds 9] [--seconds 4] [--lanes 32] [--processes 2] [--warm-up 5000]
// Prints one table. Use the ratios; absolute times apply only to this machine.

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: 'asking,passwords' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    lanes: { type: 'string', default: '32' },
    processes: { type: 'string', default: '2' },
    users: { type: 'string', default: '10000' },
    'warm-up': { type: 'string' },
  },
});
const options = {
  rounds: Number(given.rounds ?? (given.quick ? 1 : 9)),
  seconds: Number(given.seconds ?? (given.quick ? 2 : 4)),
  lanes: Number(given.lanes),
  processes: Number(given.processes),
  users: Number(given.users),
  warmUp: Number(given['warm-up'] ?? (given.quick ? 50 : 5000)),
};

onInterrupt(end);
try {
  const helpers = await startHelpers();
  const ours = await openOurs(helpers, options.users);
  const rows = [];
  if (given.only.includes('passwords')) rows.push(...(await comparePasswords(helpers, ours, options)));
  if (given.only.includes('asking')) rows.push(...(await compareRequests(helpers, ours, options)));
  const { processes, users, rounds, seconds, warmUp } = options;
  console.log(`\n${describeMachine()}; ${processes} server processes, ${users} users; ${warmUp} warm-up visits for each kind of request;
medians of ${rounds} rounds of ${seconds} s.\n\n${table(head, rows)}\n`);
  await end(0);
} catch (error) {
  console.error(error);
  await end(1);
}
