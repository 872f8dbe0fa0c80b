import { repeat } from '../../support/world';
import type { Findings, User } from './checker';
import { canSignIn } from './client';
import type { Deployment } from './deployment';
import type { Person } from './ledger';

/** Reads the final state after `recover()`. Passwords are tested by signing in. */
export async function inspect(deployment: Deployment): Promise<Findings> {
  const { sql, mailServer, ledger, pairs, crashes } = deployment;
  // The sign-ins below are not part of the run, so they are removed from the ledger afterwards.
  const entryCount = ledger.entries.length;
  const tried = groupPasswords(deployment);
  const rows = await sql`select a.canonical, a.credential_version - 1 as raised,
      (select count(*)::int from resets r where r.user_id = a.id and used_at is not null) as used,
      (select count(*)::int from audit_events e where e.user_id = a.id and name = 'reset.completed') as completed,
      (select count(*)::int from disavowals l where l.user_id = a.id) as disavowals,
      (select count(*)::int from outbox_emails l where l.canonical = a.canonical and kind = 'password-changed') as notices,
      (select count(*)::int from sessions s where s.user_id = a.id and s.created_at <
        (select max(used_at) from resets r where r.user_id = a.id)) as old_sessions
    from users a where a.canonical in ${sql([...tried.keys()])}`;
  const users = await repeat(rows.length, async (index): Promise<User> => {
    const { canonical: email, old_sessions: oldRows, ...counts } = rows[index] ?? {};
    const passwords = tried.get(email) ?? [];
    const opens = await findOpening(deployment, email, passwords);
    const oldClients = deployment.signedIn.filter((each) => each.email === email && !opens.includes(each.password));
    const addresses = await Promise.all(oldClients.map(({ client }) => client.me()));
    const { raised, used, completed, disavowals, notices } = counts;
    const oldSessions = oldRows + addresses.filter((address) => address !== null).length;
    return { email, first: passwords[0] ?? '', opens, raised, used, completed, disavowals, notices, oldSessions };
  });
  ledger.entries.length = entryCount;
  const outboxEmails = await sql<Findings['outboxEmails']>`select id, canonical as email, kind, state,
    coalesce(last_error, '') as "lastError" from outbox_emails`;
  return { users, outboxEmails, messages: mailServer.received, pairs, crashes, lostAnswers: mailServer.lostAnswers };
}

/** The initial password of each account with a reset, followed by every password that a client tried to set. */
function groupPasswords({ people, ledger }: Deployment): Map<string, string[]> {
  const tried = new Map<string, string[]>(people.map(({ email, password }: Person) => [email, [password]]));
  const sets = ledger.entries.filter(({ verb }) => verb === 'set');
  const active = new Set(sets.map(({ email }) => email));
  for (const { email, password } of sets) tried.set(email, [...new Set([...(tried.get(email) ?? []), password])]);
  return new Map([...tried].filter(([email]) => active.has(email)));
}

async function findOpening(deployment: Deployment, email: string, passwords: string[]): Promise<string[]> {
  const opens: string[] = [];
  for (const password of passwords) if (await canSignIn(deployment, email, password)) opens.push(password);
  return opens;
}
