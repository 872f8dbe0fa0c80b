import { repeat } from '../world';
import type { Account, Findings } from './checker';
import { signIn } from './client';
import type { House } from './house';
import type { Person } from './ledger';

/** Looks at everything, when all has come to rest. Doors are tried by hand: what signs in is what counts. */
export async function inspect(house: House): Promise<Findings> {
  const { sql, mail, ledger, pairs, crashes } = house;
  // What the doors are tried with is no part of the story.
  const story = ledger.entries.length;
  const tried = groupPasswords(house);
  const rows = await sql`select a.canonical, a.credential_version - 1 as raised,
      (select count(*)::int from resets r where r.account_id = a.id and used_at is not null) as used,
      (select count(*)::int from events e where e.account_id = a.id and name = 'reset.completed') as completed,
      (select count(*)::int from alarms l where l.account_id = a.id) as alarms,
      (select count(*)::int from letters l where l.canonical = a.canonical and kind = 'password-changed') as notices,
      (select count(*)::int from sessions s where s.account_id = a.id and s.created_at <
        (select max(used_at) from resets r where r.account_id = a.id)) as old_sessions
    from accounts a where a.canonical = any(${[...tried.keys()]})`;
  const accounts = await repeat(rows.length, async (index): Promise<Account> => {
    const { canonical: email, old_sessions: kept, ...counts } = rows[index] ?? {};
    const passwords = tried.get(email) ?? [];
    const opens = await findOpening(house, email, passwords);
    const held = house.signedIn.filter((each) => each.email === email && !opens.includes(each.password));
    const alive = await Promise.all(held.map(({ visitor }) => visitor.me()));
    const { raised, used, completed, alarms, notices } = counts;
    const oldSessions = kept + alive.filter((who) => who !== null).length;
    return { email, first: passwords[0] ?? '', opens, raised, used, completed, alarms, notices, oldSessions };
  });
  ledger.entries.length = story;
  const letters = await sql<Findings['letters']>`select id, canonical as email, kind, state,
    coalesce(last_error, '') as "lastError" from letters`;
  return { accounts, letters, mails: mail.received, pairs, crashes, lostAnswers: mail.lostAnswers };
}

/** Every password that anybody tried to set, after the one that the account began with. */
function groupPasswords({ people, ledger }: House): Map<string, string[]> {
  const tried = new Map<string, string[]>(people.map(({ email, password }: Person) => [email, [password]]));
  const sets = ledger.entries.filter(({ verb }) => verb === 'set');
  const active = new Set(sets.map(({ email }) => email));
  for (const { email, password } of sets) tried.set(email, [...new Set([...(tried.get(email) ?? []), password])]);
  return new Map([...tried].filter(([email]) => active.has(email)));
}

async function findOpening(house: House, email: string, passwords: string[]): Promise<string[]> {
  const opens: string[] = [];
  for (const password of passwords) if (await signIn(house, email, password)) opens.push(password);
  return opens;
}
