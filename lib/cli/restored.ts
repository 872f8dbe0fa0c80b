import { findDatabaseName, revokeRestoredState } from '@/lib/operations/restoration';
import { Misuse, readArgs, runCommand } from './command';
import { formatTable } from './table';

const help = `npm run restored -- --yes NAME [--json]

For a database that was restored from a backup, before the application starts
again: a backup does not know which links were used since, which sessions were
ended and which emails have left. Ends every open link, every session and every
email that waits. Accounts and their passwords stay as the backup has them.

  --yes NAME   the name of the database, to show that it is the one you mean
  --json       prints one JSON object`;

await runCommand(help, async (args) => {
  const { value, isOn } = readArgs(args, { values: ['yes'], switches: ['json'] });
  const name = await findDatabaseName();
  if (value('yes') !== name) {
    throw new Misuse(
      `DATABASE_URL leads to the database "${name}". If that is the restored one: npm run restored -- --yes ${name}`,
    );
  }
  const ended = await revokeRestoredState();
  if (isOn('json')) console.log(JSON.stringify({ database: name, ended }));
  else {
    const { resets, registrations, addressChanges, disavowals, outboxEmails, sessions } = ended;
    const rows = [
      [resets, 'reset links, expired'],
      [registrations, 'confirm links, expired'],
      [addressChanges, 'links of address changes, expired'],
      [disavowals, '"this was not me" links, expired'],
      [outboxEmails, 'emails that waited, superseded'],
      [sessions, 'sessions, ended'],
    ] as const;
    console.log(
      formatTable(
        ['ended', `what, in ${name}`],
        rows.map(([count, what]) => [String(count).padStart(5), what]),
      ),
    );
    console.log('\nYou can start the application. Passwords and addresses changed since the backup have reverted.');
  }
  return 0;
});
