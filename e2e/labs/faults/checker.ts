import type { Entry, Pair } from './ledger';
import type { Received } from './mail-server';

/** What was found when everything had come to rest: by SQL, at the mail server, and by trying the doors. */
export type Findings = {
  users: User[];
  outboxEmails: { id: string; email: string; kind: string; state: string; lastError: string }[];
  messages: Received[];
  pairs: Pair[];
  crashes: number;
  lostAnswers: number;
};

/** An account with an attempted password reset. Everything that a reset writes is counted. */
export type User = {
  email: string;
  /** The password that it began with, and which of all that anybody tried opens it now. */
  first: string;
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

/** Compares what clients know with what was found. An outcome that a client does not know is resolved by looking. */
export function findViolations(ledger: readonly Entry[], found: Findings): Violation[] {
  return [
    ...found.users.flatMap((user) =>
      checkUser(
        user,
        ledger.filter(({ email, verb }) => verb === 'set' && email === user.email),
      ),
    ),
    ...checkLinks(ledger),
    ...checkAsks(ledger, found),
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
      'password, link, event, alarm and notice: all or none',
      `${about}: ${used} used, version raised ${raised}, ${completed} events, ${disavowals} alarms, ${notices} notices`,
    ),
    ...when((now !== first) !== used > 0, 'a spent link and a new password: both or neither', about),
    ...when(used > 0 && oldSessions > 0, 'no session of an old credential lives on', `${about}: ${oldSessions}`),
    // A second press after a lost answer may be told "done" as well, with the same password.
    ...when(
      new Set(acknowledged.map(({ password }) => password)).size > used,
      'an acknowledged change has happened',
      `${about}: ${acknowledged.length} acknowledged, ${used} links spent`,
    ),
    ...sets
      .filter((set) => set.outcome === 'refused' && isUntrue(set.answer, used > 0))
      .map((set) => ({ rule: 'a page about a link says what is so', about: `${about}: ${set.answer}` })),
  ];
}

// Every link in the ledger came by mail: none is "not ours". One is called used only if it was.
const isUntrue = (answer: string, isUsed: boolean) =>
  /does not work/.test(answer) || (/used already|changed with this link/.test(answer) && !isUsed);

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

/** Each accepted request of a living account ends in an email, or in a state that an operator sees. */
function checkAsks(ledger: readonly Entry[], { outboxEmails, messages }: Findings): Violation[] {
  const asks = ledger.filter(({ verb, isKnown, outcome }) => verb === 'ask' && isKnown && outcome === 'ok');
  return [
    ...groupBy(
      asks,
      ({ email }) => email,
      () => 1,
    ),
  ].flatMap(([email, asked]) => {
    const resets = outboxEmails.filter((outboxEmail) => outboxEmail.email === email && outboxEmail.kind === 'reset');
    const isMailed = messages.some((message) => message.to === email && message.link);
    const isSeen = resets.some(({ state, lastError }) => state === 'superseded' || (state === 'failed' && lastError));
    return [
      ...when(resets.length < asked.length, 'an accepted request leaves an email', email),
      ...when(!isMailed && !isSeen, 'an accepted request ends in a mail or a visible end', email),
    ];
  });
}

function checkOutboxEmails({ outboxEmails, messages }: Findings): Violation[] {
  const arrived = new Set(messages.map(({ messageId }) => idIn(messageId)));
  const ends = outboxEmails.flatMap(({ id, email, kind, state }) => [
    ...when(state === 'queued' || state === 'sending', 'every email comes to an end', `${email}: ${kind} is ${state}`),
    ...when(state === 'sent' && !arrived.has(id), 'an email that was sent has arrived', `${email}: ${kind}`),
  ]);
  const bare = messages.filter(({ isProtected }) => !isProtected);
  return [...ends, ...bare.map(({ to }) => ({ rule: 'no mail travels unprotected', about: to }))];
}

/** How many emails arrived more than once. */
export function countCopies(messages: readonly Received[]): number {
  return messages.length - new Set(messages.map(({ messageId }) => idIn(messageId))).size;
}

function checkCopies({ messages, crashes, lostAnswers }: Findings): Violation[] {
  const ofOutboxEmail = ({ messageId }: Received) => idIn(messageId);
  const copies = groupBy(messages, ofOutboxEmail, ({ messageId, to, link }) => `${messageId} ${to} ${link}`);
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
    .map(({ known, unknown }) => ({ rule: 'known and unknown are alike', about: `${known} / ${unknown}` }));
}

const when = (isBroken: boolean, rule: string, about: string): Violation[] => (isBroken ? [{ rule, about }] : []);

/** The email's id is in the Message-ID; beside it stands which links the email carries. */
const idIn = (messageId: string) => /^<?([\da-f-]{36})[.@]/.exec(messageId)?.[1] ?? messageId;

function groupBy<T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), value(item)]);
  return groups;
}
