import { sweep } from '@/lib/operations/retention';
import { readArgs, runCommand } from './command';
import { formatTable } from './table';

const help = `npm run sweep [-- --json]

Removes expired rows, in small batches, and prints how many of each kind.
The application does this itself every ten minutes; this command does it now.

  --json   prints one JSON object`;

await runCommand(help, async (args) => {
  const { isOn } = readArgs(args, { switches: ['json'] });
  const swept = await sweep(Number.POSITIVE_INFINITY);
  if (isOn('json')) console.log(JSON.stringify(Object.fromEntries(swept.map(({ kind, removed }) => [kind, removed]))));
  else
    console.log(
      formatTable(
        ['removed', 'what'],
        swept.map(({ kind, removed }) => [String(removed).padStart(7), kind]),
      ),
    );
  return 0;
});
