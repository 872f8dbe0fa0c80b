import { repeat } from '../../support/world';
import type { Findings, User } from './checker';
import { signIn } from './client';
import type { Deployment } from './deployment';
import type { Person } from './ledger';

/** Looks at everything, when all has come to rest. Doors are tried by hand: what signs in is what counts. */
export async function inspect(deployment: Deployment): Promise<Findings> {
  const { sql, message, ledger, pairs, crashes } = deployment;
  // What the doors are tried with is no part of the story.
  const story = ledger.entries.length;
  const tried = groupPasswords(deployment);
  const rows = await sql`select a.canonical, a.credential_version - 1 as raised,
      (select count(*)::int from resets r where r.user_id = a.id and used_at is not null) as used,
      (select count(*)::int from audit_events e where e.user_id = a.id and name = 'reset.completed') as completed,
      (select count(*)::int from disavowals l where l.user_id = a.id) as disavowals,
      (select count(*)::int from outbox_emails l where l.canonical = a.canonical and kind = 'password-changed') as notices,
      (select count(*)::int from sessions s where s.user_id = a.id and s.created_at <
        (select max(used_at) from resets r where r.user_id = a.id)) as old_sessions
    from users a where a.canonical = any(${[...tried.keys()]})`;
  const users = await repeat(rows.length, async (index): Promise<User> => {
    const { canonical: email, old_sessions: kept, ...counts } = rows[index] ?? {};
    const passwords = tried.get(email) ?? [];
    const opens = await findOpening(deployment, email, passwords);
    const held = deployment.signedIn.filter((each) => each.email === email && !opens.includes(each.password));
    const alive = await Promise.all(held.map(({ client }) => client.me()));
    const { raised, used, completed, disavowals, notices } = counts;
    const oldSessions = kept + alive.filter((who) => who !== null).length;
    return { email, first: passwords[0] ?? '', opens, raised, used, completed, disavowals, notices, oldSessions };
  });
  ledger.entries.length = story;
  const outboxEmails = await sql<Findings['outboxEmails']>`select id, canonical as email, kind, state,
    coalesce(last_error, '') as "lastError" from outbox_emails`;
  return { users, outboxEmails, messages: message.received, pairs, crashes, lostAnswers: message.lostAnswers };
}

/** Every password that anybody tried to set, after the one that the account began with. */
function groupPasswords({ people, ledger }: Deployment): Map<string, string[]> {
  const tried = new Map<string, string[]>(people.map(({ email, password }: Person) => [email, [password]]));
  const sets = ledger.entries.filter(({ verb }) => verb === 'set');
  const active = new Set(sets.map(({ email }) => email));
  for (const { email, password } of sets) tried.set(email, [...new Set([...(tried.get(email) ?? []), password])]);
  return new Map([...tried].filter(([email]) => active.has(email)));
}

async function findOpening(deployment: Deployment, email: string, passwords: string[]): Promise<string[]> {
  const opens: string[] = [];
  for (const password of passwords) if (await signIn(deployment, email, password)) opens.push(password);
  return opens;
}
