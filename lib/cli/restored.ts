import { findDatabaseName, revokeRestoredState } from '@/lib/operations/restoration';
import { Misuse, readArgs, runCommand } from './command';
import { formatTable } from './table';

const help = `npm run restored -- --yes NAME [--json]

Run this on a database restored from a backup, before the application starts.
It expires every open link, ends every session, cancels every waiting period and
supersedes every queued email, because a backup does not know which links were
used, which sessions ended and which emails were sent since. Accounts,
passwords, second factors and recovery codes stay as the backup has them.

  --yes NAME   the name of the database, to confirm that it is the right one
  --json       prints one JSON object`;

await runCommand(help, async (args) => {
  const { value, isOn } = readArgs(args, { values: ['yes'], switches: ['json'] });
  const name = await findDatabaseName();
  if (value('yes') !== name) {
    throw new Misuse(
      `DATABASE_URL names the database "${name}". If that is the restored one, run: npm run restored -- --yes ${name}`,
    );
  }
  const ended = await revokeRestoredState();
  if (isOn('json')) console.log(JSON.stringify({ database: name, ended }));
  else {
    const { resets, registrations, addressChanges, backupAddresses, disavowals } = ended;
    const { recoveryWaits, outboxEmails, sessions } = ended;
    const rows = [
      [resets, 'reset links, expired'],
      [registrations, 'confirmation links, expired'],
      [addressChanges, 'address change links, expired'],
      [backupAddresses, 'links to confirm backup addresses, expired'],
      [disavowals, '"This wasn\'t me" links, expired'],
      [recoveryWaits, 'waiting periods, canceled'],
      [outboxEmails, 'queued emails, superseded'],
      [sessions, 'sessions, ended'],
    ] as const;
    console.log(
      formatTable(
        ['ended', `what, in ${name}`],
        rows.map(([count, what]) => [String(count).padStart(5), what]),
      ),
    );
    console.log(
      '\nYou can start the application. Passwords, addresses and second factors changed since\nthe backup have reverted. Recovery codes used since then work again, and so do\npasskeys removed since then.',
    );
  }
  return 0;
});
