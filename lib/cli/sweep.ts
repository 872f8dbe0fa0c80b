import { sweep } from '@/lib/operations/retention';
import { readArgs, runCommand } from './command';
import { formatTable } from './table';

const help = `npm run sweep [-- --json]

Removes what has done its time, in small statements, and prints how much.
The application does the same by itself, once an hour; this does it at once.

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
