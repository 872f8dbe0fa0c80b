import { address } from '@/lib/fields';
import * as letters from '@/lib/letters';
import { Misuse, readArgs, runCommand } from './command';
import { formatFacts, formatMoment, formatTable } from './table';

const help = `npm run letters [-- OPTIONS | ID | retry ID [--force]]

Without an id: how many letters are in each state, the newest of them, and the
addresses that took no mail. With one (its first eight characters will do):
what became of it.

  --state STATE      only letters in this state
  --address ADDRESS  only letters to this address
  --limit N          so many rows; 20
  --json             prints one JSON object
  retry ID           sends a letter once more: a new letter, the same link
  --force            also one that left already: the person gets it twice`;

await runCommand(help, async (args) => {
  const { words, value, isOn } = readArgs(args, { values: ['state', 'address', 'limit'], switches: ['json', 'force'] });
  const [first, second, ...more] = words;
  if (more.length > 0) throw new Misuse('There is one word too many.');
  if (first === 'retry') return retry(await requireId(second), isOn('force'));
  if (second) throw new Misuse(`There is no command "${first}".`);
  if (first) return showOne(await requireId(first), isOn('json'));
  return showAll(readFilter(value), isOn('json'));
});

type Filter = Parameters<typeof letters.list>[0];

function readFilter(value: (name: string) => string | undefined): Filter {
  const [state, to, limit] = [value('state'), value('address'), Number(value('limit') ?? 20)];
  const known = letters.states.find((name) => name === state);
  if (state && !known) throw new Misuse(`There is no state "${state}". The states: ${letters.states.join(', ')}.`);
  const parsed = to ? address.safeParse(to) : null;
  if (parsed && !parsed.success) throw new Misuse(`"${to}" is no e-mail address.`);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) throw new Misuse('--limit is a number from 1 to 10000.');
  return { state: known, address: parsed?.data, limit };
}

async function requireId(prefix = ''): Promise<string> {
  if (!/^[0-9a-f]{8}[0-9a-f-]{0,28}$/i.test(prefix))
    throw new Misuse('Name a letter by its id, or the first eight characters of it.');
  const [id, ...others] = await letters.findIds(prefix);
  if (others.length > 0) throw new Misuse(`Several letters begin with ${prefix}: ${[id, ...others].join(', ')}`);
  if (!id)
    throw new Misuse(`There is no letter ${prefix}. Letters are kept for 30 days, those for nobody for an hour.`);
  return id;
}

async function showAll(filter: Filter, json: boolean): Promise<number> {
  const [counts, rows, undeliverable] = [
    await letters.countByState(),
    await letters.list(filter),
    await letters.listUndeliverable(filter.limit),
  ];
  if (json) {
    console.log(
      JSON.stringify({
        counts: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
        letters: rows,
        undeliverable,
      }),
    );
    return 0;
  }
  console.log(
    formatTable(
      ['letters', 'state'],
      counts.filter(({ count }) => count > 0).map(({ state, count }) => [String(count).padStart(7), state]),
    ),
  );
  if (rows.length > 0) console.log(`\n${listing(rows)}`);
  if (undeliverable.length > 0 && !filter.state && !filter.address) {
    const lines = undeliverable.map(({ email, state, lastError }) => [email, state, lastError ?? '']);
    console.log(`\nAddresses that took no mail\n\n${formatTable(['address', 'state', 'reason'], lines)}`);
  }
  return 0;
}

function listing(rows: readonly letters.Sight[]): string {
  return formatTable(
    ['letter', 'asked', 'state', 'kind', 'to'],
    rows.map(({ id, createdAt, state, kind, email }) => [id.slice(0, 8), formatMoment(createdAt), state, kind, email]),
  );
}

async function showOne(id: string, json: boolean): Promise<number> {
  const found = await letters.find(id);
  if (!found) throw new Misuse(`There is no letter ${id}.`);
  const { letter, carries, copies } = found;
  if (json) {
    console.log(JSON.stringify(found));
    return 0;
  }
  const isWaiting = letter.state === 'queued' || letter.state === 'sending';
  console.log(
    formatFacts([
      ['letter', letter.id],
      ['kind', letter.kind],
      ['to', letter.email],
      ['state', letter.state],
      ['asked', `${formatMoment(letter.createdAt)}, from ${letter.origin.network}, ${letter.origin.device}`],
      ['attempts', String(letter.attempts)],
      ...(isWaiting
        ? ([['next try', formatMoment(letter.dueAt)]] as const)
        : ([['settled', formatMoment(letter.settledAt)]] as const)),
      ['reason', letter.lastError ?? '–'],
      ['provider', [letter.provider, letter.providerId].filter(Boolean).join(' ') || '–'],
      ['reported', formatMoment(letter.reportedAt)],
      ['its link', carries],
    ]),
  );
  if (copies.length > 0) console.log(`\nSent before or again\n\n${listing(copies)}`);
  return 0;
}

async function retry(id: string, force: boolean): Promise<number> {
  const repeated = await letters.repeat(id, { force });
  switch (repeated.outcome) {
    case 'queued':
      console.log(`It goes out once more. What becomes of it: npm run letters -- ${repeated.id.slice(0, 8)}`);
      return 0;
    case 'sent':
      return refuse(
        `The letter is ${repeated.state}: it left, and nobody reported that it did not arrive. --force sends it a second time.`,
      );
    case 'dead':
      return refuse(
        'What it carries is over, so the mail would hold a dead link. The person asks again, or: npm run account -- reset ADDRESS',
      );
    case 'under-way':
      return refuse('It waits for the worker or is being sent. Nothing to do.');
    case 'nobody':
      return refuse('No account has the address, so nothing was sent and nothing will be.');
    case 'unknown':
      return refuse('There is no such letter any more.');
  }
}

function refuse(text: string): number {
  console.error(text);
  return 1;
}
