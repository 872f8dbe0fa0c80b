import { type Address, address } from '@/lib/fields';
import * as support from '@/lib/users/support';
import { Misuse, readArgs, runCommand } from './command';
import { importFile } from './import';
import { formatFacts, formatMoment, formatTable, plural } from './table';

const help = `npm run users -- COMMAND ADDRESS

  find ADDRESS      status, ways in, sessions, events, emails  (--json)
  reset ADDRESS     emails the owner a reset link, which is not shown here;
                    the current password works until the link is used
  wait ADDRESS      opens the waiting period of an owner who has lost every
                    second factor and recovery code; every address is told
  sign-out ADDRESS  ends every session
  disable ADDRESS   disables the account: no sign-in, no session, no link
  enable ADDRESS    re-enables it
  import FILE       imports accounts from CSV or JSON, skips existing ones

Options of import:

  --dry-run         checks everything, writes nothing
  --report FILE     writes what is refused to a new CSV file
  --format NAME     if the file is not recognized by itself: auth0, clerk,
                    devise, django, firebase, keycloak, plain, supabase or
                    wordpress

FILE is an export of one of these products, or a table of your own that begins
with: name,email,passwordHash. Hashes of other products work until the owner's
next sign-in, which replaces them. Accounts without a hash, or whose address is
not verified, get their password with a reset link. Disabled ones stay
disabled. A column backupEmail may hold confirmed backup addresses. You can
interrupt an import at any time: the same command continues it.`;

await runCommand(help, async (args) => {
  const { words, value, isOn } = readArgs(args, { values: ['report', 'format'], switches: ['json', 'dry-run'] });
  const [command = '', subject, ...more] = words;
  if (command === 'import' && subject && more.length === 0)
    return importFile(subject, { dryRun: isOn('dry-run'), report: value('report'), format: value('format') });
  const act = findCommand(command);
  if (!act || !subject || more.length > 0) throw new Misuse('Give one command and one email address.');
  const parsed = address.safeParse(subject);
  if (!parsed.success) throw new Misuse(`"${subject}" is not a valid email address.`);
  return act(parsed.data, isOn('json'));
});

/** The function of every command except import. */
function findCommand(name: string): ((to: Address, json: boolean) => Promise<number>) | undefined {
  return { find: show, reset, wait, 'sign-out': signOut, disable, enable }[name];
}

async function reset(to: Address): Promise<number> {
  const sent = await support.sendReset(to);
  if (sent.outcome === 'no-account') return absent(to);
  if (sent.outcome === 'deleted') return refuse(beingDeleted);
  if (sent.outcome === 'disabled')
    return refuse('The account is disabled. Enable it first: its links do not work until then.');
  const outboxEmail = sent.outboxEmail.slice(0, 8);
  return say(`A reset link is on its way to ${sent.to}.\nTrack it: npm run outbox -- ${outboxEmail}`);
}

async function wait(to: Address): Promise<number> {
  const started = await support.startWait(to);
  switch (started.outcome) {
    case 'no-account':
      return absent(to);
    case 'deleted':
      return refuse(beingDeleted);
    case 'disabled':
      return refuse('The account is disabled. Enable it first.');
    case 'needless':
      return refuse('The account has no second factor. To send a reset link, run: npm run users -- reset ADDRESS');
    case 'already':
      return refuse('A waiting period is open already. Its owner can cancel it.');
    case 'started':
      return say(
        `The waiting period ends ${formatMoment(started.endsAt)}. Then the owner gets a link.\nEvery address of the account has been told. Signing in cancels it.`,
      );
  }
}

async function signOut(to: Address): Promise<number> {
  const ended = await support.signOut(to);
  return ended.outcome === 'ended' ? say(`${plural(ended.sessions, 'session')} ended.`) : absent(to);
}

async function disable(to: Address): Promise<number> {
  const done = await support.disable(to);
  if (done.outcome === 'no-account') return absent(to);
  if (done.outcome === 'already') return say('The account is already disabled.');
  if (done.outcome === 'deleted') return refuse(beingDeleted);
  return say(`The account is disabled. ${plural(done.sessions, 'session')} ended; its links no longer work.`);
}

async function enable(to: Address): Promise<number> {
  const done = await support.enable(to);
  switch (done.outcome) {
    case 'no-account':
      return absent(to);
    case 'already':
      return say('The account is already enabled.');
    case 'locked':
      return refuse(
        'The owner locked this account and must unlock it with a reset link. To send one, run: npm run users -- reset ADDRESS',
      );
    case 'deleted':
      return refuse(beingDeleted);
    case 'enabled':
      return say(
        `The account is enabled${done.isLocked ? ', and locked until its owner sets a password with a reset link' : ''}.${done.hasPassword ? '' : ' It has no password. To send a reset link, run: npm run users -- reset ADDRESS'}`,
      );
  }
}

const beingDeleted = 'The owner deleted this account. Only the link in the deletion notice can restore it.';

async function show(to: Address, json: boolean): Promise<number> {
  const [sight, traces] = [await support.find(to), await support.listTraces(to)];
  if (json) {
    console.log(JSON.stringify({ ...sight, ...traces }));
    return sight ? 0 : 1;
  }
  if (sight) showUser(sight);
  if (traces.registrations > 0) console.log(`${plural(traces.registrations, 'registration')} not yet confirmed.`);
  if (traces.outboxEmails.length > 0) {
    const rows = traces.outboxEmails.map((outboxEmail) => [
      outboxEmail.id.slice(0, 8),
      formatMoment(outboxEmail.createdAt),
      outboxEmail.state,
      `${outboxEmail.kind} ${outboxEmail.lastError ?? ''}`,
    ]);
    console.log(`\n${formatTable(['email', 'requested', 'state', 'kind'], rows)}`);
  }
  return sight ? 0 : absent(to);
}

function showUser({ user, ways, sessions, auditEvents, auditCounts }: support.Details): void {
  const passwords = {
    set: 'set',
    imported: 'imported; upgraded at the next sign-in',
    none: 'none; a reset link sets one',
  };
  console.log(
    formatFacts([
      ['address', user.email],
      ['name', user.name],
      [
        'status',
        user.deletedAt ? `deleted; erased after ${formatMoment(support.erasedAt(user.deletedAt))}` : user.status,
      ],
      ['password', passwords[user.password]],
      ...describeWays(ways),
      ['created', formatMoment(user.createdAt)],
      ['sessions', String(sessions.length)],
    ]),
  );
  if (sessions.length > 0) {
    const rows = sessions.map(({ lastSeenAt, network, device }) => [formatMoment(lastSeenAt), network, device]);
    console.log(`\n${formatTable(['last seen', 'IP address', 'device'], rows)}`);
  }
  if (auditEvents.length > 0) {
    const rows = auditEvents
      .slice(0, 10)
      .map(({ at, name, network, device }) => [formatMoment(at), name, `${network}, ${device}`]);
    console.log(`\n${formatTable(['when', 'event', 'from'], rows)}`);
  }
  if (auditCounts.length > 0) {
    const rows = auditCounts.map(({ name, count, firstAt, lastAt, network, device }) => [
      formatMoment(lastAt),
      name,
      `${count} since ${formatMoment(firstAt).slice(0, 10)}`,
      `${network}, ${device}`,
    ]);
    console.log(`\n${formatTable(['last', 'event', 'times', 'last from'], rows)}`);
  }
}

/** Counts only: what is enrolled leads into the account. */
function describeWays({
  authenticator,
  passkeys,
  codesLeft,
  identities,
  backupAddresses,
  wait,
}: support.Details['ways']) {
  const facts: [string, string][] = [
    ['authenticator', authenticator ? 'yes' : ''],
    ['passkeys', String(passkeys || '')],
    ['codes left', String(codesLeft || '')],
    ['identities', String(identities || '')],
    ['backups', String(backupAddresses || '')],
    ['waiting', wait ? `${wait.isOver ? 'ended' : 'ends'} ${formatMoment(wait.endsAt)}` : ''],
  ];
  return facts.filter(([, value]) => value);
}

function absent(to: Address): number {
  return refuse(`No account has the address ${to.typed}.`);
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function refuse(text: string): number {
  console.error(text);
  return 1;
}
