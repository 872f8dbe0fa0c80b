import { en } from '@/lib/words/en';
import type { Entry, Pair } from './ledger';
import type { Received } from './mail-server';

/** The final state when nothing is in progress any more: read by SQL, from the mail server, and by signing in. */
export type Findings = {
  users: User[];
  outboxEmails: { id: string; email: string; kind: string; state: string; lastError: string }[];
  messages: Received[];
  pairs: Pair[];
  crashes: number;
  lostAnswers: number;
};

/** An account with an attempted password reset, and the count of each thing that a reset writes. */
export type User = {
  email: string;
  /** The initial password. */
  first: string;
  /** The passwords, of all that clients tried, that sign in now. */
  opens: string[];
  raised: number;
  used: number;
  completed: number;
  disavowals: number;
  notices: number;
  /** Sessions, in the database or in a browser, that are older than the last new password. */
  oldSessions: number;
};

export type Violation = { rule: string; about: string };

/** Compares the clients' ledger with the final state. Where a client does not know an outcome, both outcomes are allowed. */
export function findViolations(ledger: readonly Entry[], found: Findings): Violation[] {
  return [
    ...found.users.flatMap((user) =>
      checkUser(
        user,
        ledger.filter(({ email, verb }) => verb === 'set' && email === user.email),
      ),
    ),
    ...checkLinks(ledger),
    ...checkRequests(ledger, found),
    ...checkOutboxEmails(found),
    ...checkCopies(found),
    ...checkPairs(found.pairs),
  ];
}

function checkUser(user: User, sets: Entry[]): Violation[] {
  const { email: about, first, opens, used, raised, completed, disavowals, notices, oldSessions } = user;
  const acknowledged = sets.filter(({ outcome }) => outcome === 'ok');
  const uncertain = sets.filter(({ outcome }) => outcome === 'unknown' || outcome === 'open');
  const last = acknowledged.toSorted((a, b) => a.settledAt - b.settledAt).at(-1);
  const [now] = opens;
  return [
    ...when(opens.length !== 1, 'exactly one password opens an account', `${about}: ${opens.length} do`),
    ...when(acknowledged.length > 0 && opens.includes(first), 'after a new password the old one is gone', about),
    ...when(
      last !== undefined && now !== last.password && !uncertain.some(({ password }) => password === now),
      'an acknowledged password lasts',
      about,
    ),
    ...when(
      now !== undefined && now !== first && !sets.some((set) => set.password === now && set.outcome !== 'refused'),
      'a refused password opens nothing',
      about,
    ),
    ...when(
      [raised, completed, disavowals, notices].some((count) => count !== used),
      'password, link, event, disavowal and notice: all or none',
      `${about}: ${used} used, version raised ${raised}, ${completed} events, ${disavowals} disavowals, ${notices} notices`,
    ),
    ...when((now !== first) !== used > 0, 'a spent link and a new password: both or neither', about),
    ...when(used > 0 && oldSessions > 0, 'no session of an old credential survives', `${about}: ${oldSessions}`),
    // After a lost answer, a second submission of the same password is acknowledged too.
    ...when(
      new Set(acknowledged.map(({ password }) => password)).size > used,
      'an acknowledged change has happened',
      `${about}: ${acknowledged.length} acknowledged, ${used} links spent`,
    ),
    ...sets
      .filter((set) => set.outcome === 'refused' && isUntrue(set.answer, used > 0))
      .map((set) => ({ rule: 'a page about a link tells the truth', about: `${about}: ${set.answer}` })),
  ];
}

const { dead } = en.reset;

// Every link in the ledger came by email, so "invalid" is always wrong, and "used" is right only after a use.
const isUntrue = (answer: string, isUsed: boolean) =>
  answer.includes(dead.invalid.title) || (answer.includes(dead.used.title) && !isUsed);

function checkLinks(ledger: readonly Entry[]): Violation[] {
  const done = ledger.filter(({ verb, outcome }) => verb === 'set' && outcome === 'ok');
  const passwords = groupBy(
    done,
    ({ link }) => link,
    ({ password }) => password,
  );
  return [...passwords]
    .filter(([, set]) => new Set(set).size > 1)
    .map(([link]) => ({ rule: 'at most one success for a link', about: `…${link.slice(-12)}` }));
}

/** Each accepted request for an existing account ends in an email, or in a state that an operator can see. */
function checkRequests(ledger: readonly Entry[], { outboxEmails, messages }: Findings): Violation[] {
  const requests = ledger.filter(({ verb, isKnown, outcome }) => verb === 'request' && isKnown && outcome === 'ok');
  return [
    ...groupBy(
      requests,
      ({ email }) => email,
      () => 1,
    ),
  ].flatMap(([email, accepted]) => {
    const resets = outboxEmails.filter((outboxEmail) => outboxEmail.email === email && outboxEmail.kind === 'reset');
    const isDelivered = messages.some((message) => message.to === email && message.link);
    const isVisible = resets.some(
      ({ state, lastError }) => state === 'superseded' || (state === 'failed' && lastError),
    );
    return [
      ...when(resets.length < accepted.length, 'an accepted request leaves an email', email),
      ...when(!isDelivered && !isVisible, 'an accepted request ends in an email or a visible state', email),
    ];
  });
}

function checkOutboxEmails({ outboxEmails, messages }: Findings): Violation[] {
  const arrived = new Set(messages.map(({ messageId }) => idIn(messageId)));
  const violations = outboxEmails.flatMap(({ id, email, kind, state }) => [
    ...when(
      state === 'queued' || state === 'sending',
      'every email reaches a final state',
      `${email}: ${kind} is ${state}`,
    ),
    ...when(state === 'sent' && !arrived.has(id), 'an email that was sent has arrived', `${email}: ${kind}`),
  ]);
  const plain = messages.filter(({ isProtected }) => !isProtected);
  return [...violations, ...plain.map(({ to }) => ({ rule: 'every email is sent over TLS', about: to }))];
}

/** The number of deliveries beyond the first of each email. */
export function countCopies(messages: readonly Received[]): number {
  return messages.length - new Set(messages.map(({ messageId }) => idIn(messageId))).size;
}

function checkCopies({ messages, crashes, lostAnswers }: Findings): Violation[] {
  const emailIdOf = ({ messageId }: Received) => idIn(messageId);
  const copies = groupBy(messages, emailIdOf, ({ messageId, to, link }) => `${messageId} ${to} ${link}`);
  const differing = [...copies].filter(([, texts]) => new Set(texts).size > 1);
  const extra = countCopies(messages);
  return [
    ...differing.map(([id]) => ({ rule: 'a copy carries the same link and the same Message-ID', about: id })),
    ...when(
      extra > crashes + lostAnswers,
      'no more copies than crashes and lost answers',
      `${extra} copies, ${crashes} crashes, ${lostAnswers} lost answers`,
    ),
  ];
}

function checkPairs(pairs: readonly Pair[]): Violation[] {
  return pairs
    .filter(({ known, unknown }) => known !== unknown)
    .map(({ known, unknown }) => ({
      rule: 'known and unknown addresses get the same answer',
      about: `${known} / ${unknown}`,
    }));
}

const when = (isViolated: boolean, rule: string, about: string): Violation[] => (isViolated ? [{ rule, about }] : []);

/** The id of the email, from its Message-ID. The rest of the Message-ID depends on the links in the email. */
const idIn = (messageId: string) => /^<?([\da-f-]{36})[.@]/.exec(messageId)?.[1] ?? messageId;

function groupBy<T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), value(item)]);
  return groups;
}
