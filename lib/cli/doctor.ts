import { examine } from '@/lib/operations/doctor';
import { readArgs, runCommand } from './command';
import { hang, plural } from './table';

const help = `npm run doctor [-- --json]

Checks everything that a healthy installation needs and prints a fix for each
problem: Node.js, settings and secrets, the database and its connection, pending
migrations, clocks, overdue and undelivered emails, the mail transports,
SPF, DKIM and DMARC of EMAIL_FROM, APP_URL, proxies. Sends nothing and changes
nothing. Exits with 1 when a check fails.

  --json       prints one JSON object
  --build DIR  the build to check (default .next)`;

const [nameColumn, textColumn] = [6, 20];

await runCommand(help, async (args) => {
  const { value, isOn } = readArgs(args, { values: ['build'], switches: ['json'] });
  const findings = await examine({ build: value('build') ?? '.next' });
  const count = (state: string) => findings.filter((finding) => finding.state === state).length;
  if (isOn('json')) console.log(JSON.stringify({ ok: count('fail') === 0, findings }));
  else {
    for (const { state, name, says, fix } of findings) {
      console.log(`${state.padEnd(nameColumn)}${name.padEnd(textColumn - nameColumn)}${hang(says, textColumn)}`);
      for (const line of fix) console.log(`${' '.repeat(textColumn)}> ${hang(line, textColumn + 2)}`);
    }
    console.log(`\n${count('ok')} ok, ${plural(count('warn'), 'warning')}, ${count('fail')} failed`);
  }
  return count('fail') > 0 ? 1 : 0;
});
