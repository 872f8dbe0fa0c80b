import * as outboxEmails from '@/lib/delivery/support';
import { address } from '@/lib/fields';
import { Misuse, readArgs, runCommand } from './command';
import { formatFacts, formatMoment, formatTable } from './table';

const help = `npm run outbox [-- OPTIONS | ID | retry ID [--force]]

Without an ID: how many emails are in each state, the newest emails, and the
undeliverable addresses. With an ID (its first eight characters are
enough): the state and history of that email.

  --state STATE      only emails in this state
  --address ADDRESS  only emails to this address
  --limit N          number of rows (default 20)
  --json             prints one JSON object
  retry ID           sends an email again: a new email with the same link
  --force            even if it was already sent: the person may get it twice`;

await runCommand(help, async (args) => {
  const { words, value, isOn } = readArgs(args, { values: ['state', 'address', 'limit'], switches: ['json', 'force'] });
  const [first, second, ...more] = words;
  if (more.length > 0) throw new Misuse('Too many arguments.');
  if (first === 'retry') return retry(await requireId(second), isOn('force'));
  if (second) throw new Misuse(`There is no command "${first}".`);
  if (first) return showOne(await requireId(first), isOn('json'));
  return showAll(readFilter(value), isOn('json'));
});

type Filter = Parameters<typeof outboxEmails.list>[0];

function readFilter(value: (name: string) => string | undefined): Filter {
  const [state, to, limit] = [value('state'), value('address'), Number(value('limit') ?? 20)];
  const known = outboxEmails.states.find((name) => name === state);
  if (state && !known) throw new Misuse(`There is no state "${state}". The states: ${outboxEmails.states.join(', ')}.`);
  const parsed = to ? address.safeParse(to) : null;
  if (parsed && !parsed.success) throw new Misuse(`"${to}" is not a valid email address.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000)
    throw new Misuse('--limit must be a whole number from 1 to 10000.');
  return { state: known, address: parsed?.data, limit };
}

async function requireId(prefix = ''): Promise<string> {
  if (!/^[0-9a-f]{8}[0-9a-f-]{0,28}$/i.test(prefix))
    throw new Misuse('Give the ID of an email, or its first eight characters.');
  const [id, ...others] = await outboxEmails.findIds(prefix);
  if (others.length > 0) throw new Misuse(`Several email IDs begin with ${prefix}: ${[id, ...others].join(', ')}`);
  if (!id)
    throw new Misuse(
      `There is no email ${prefix}. Emails are kept for 30 days; those to addresses without an account, for an hour.`,
    );
  return id;
}

async function showAll(filter: Filter, json: boolean): Promise<number> {
  const [counts, rows, undeliverable] = [
    await outboxEmails.countByState(),
    await outboxEmails.list(filter),
    await outboxEmails.listUndeliverable(filter.limit),
  ];
  if (json) {
    console.log(
      JSON.stringify({
        counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
        emails: rows,
        undeliverable,
      }),
    );
    return 0;
  }
  console.log(
    formatTable(
      ['emails', 'state'],
      counts.filter(({ count }) => count > 0).map(({ state, count }) => [String(count).padStart(7), state]),
    ),
  );
  if (rows.length > 0) console.log(`\n${listing(rows)}`);
  else if (filter.address)
    console.log('\nNo email to that address in the last 30 days, or in the last hour if it has no account.');
  if (undeliverable.length > 0 && !filter.state && !filter.address) {
    const lines = undeliverable.map(({ email, state, lastError }) => [email, state, lastError ?? '']);
    console.log(`\nUndeliverable addresses\n\n${formatTable(['address', 'state', 'reason'], lines)}`);
  }
  return 0;
}

function listing(rows: readonly outboxEmails.Details[]): string {
  return formatTable(
    ['email', 'requested', 'state', 'kind', 'to'],
    rows.map(({ id, createdAt, state, kind, email }) => [id.slice(0, 8), formatMoment(createdAt), state, kind, email]),
  );
}

async function showOne(id: string, json: boolean): Promise<number> {
  const found = await outboxEmails.find(id);
  if (!found) throw new Misuse(`There is no email ${id}.`);
  const { outboxEmail, carries, copies } = found;
  if (json) {
    console.log(JSON.stringify(found));
    return 0;
  }
  const isWaiting = outboxEmail.state === 'queued' || outboxEmail.state === 'sending';
  console.log(
    formatFacts([
      ['email', outboxEmail.id],
      ['kind', outboxEmail.kind],
      ['to', outboxEmail.email],
      ['state', outboxEmail.state],
      [
        'requested',
        `${formatMoment(outboxEmail.createdAt)}, from ${outboxEmail.requester.network}, ${outboxEmail.requester.device}`,
      ],
      ['attempts', String(outboxEmail.attempts)],
      ...(isWaiting
        ? ([['next attempt', formatMoment(outboxEmail.dueAt)]] as const)
        : ([['settled', formatMoment(outboxEmail.settledAt)]] as const)),
      ['reason', outboxEmail.lastError ?? '–'],
      ['provider', [outboxEmail.provider, outboxEmail.providerId].filter(Boolean).join(' ') || '–'],
      ['reported', formatMoment(outboxEmail.reportedAt)],
      ['its link', carries === 'alive' ? 'works' : 'no longer works'],
    ]),
  );
  if (copies.length > 0) console.log(`\nCopies of this email\n\n${listing(copies)}`);
  return 0;
}

async function retry(id: string, force: boolean): Promise<number> {
  const repeated = await outboxEmails.repeat(id, { force });
  switch (repeated.outcome) {
    case 'queued':
      console.log(`Queued again. Track it: npm run outbox -- ${repeated.id.slice(0, 8)}`);
      return 0;
    case 'sent':
      return refuse(
        `The email is ${repeated.state}, and no failure was reported. To send it again anyway, add --force.`,
      );
    case 'dead':
      return refuse(
        'Its link has expired or been used. Ask the person to request a new one, or run: npm run users -- reset ADDRESS',
      );
    case 'under-way':
      return refuse('It is already queued or being sent. Nothing to do.');
    case 'no-account':
      return refuse('No account has this address, so no email is sent to it.');
    case 'unknown':
      return refuse('This email no longer exists.');
  }
}

function refuse(text: string): number {
  console.error(text);
  return 1;
}
