import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import bcrypt from 'bcryptjs';
import type { Deployment } from './deployment';
import type { Person } from './ledger';
import type { Received } from './mail-server';

/** Inserts users into the database, as an import does, so that creating them does not exercise the application. */
export async function newPeople({ sql, people: all }: Deployment, count: number): Promise<Person[]> {
  const people = Array.from({ length: count }, () => ({ email: newAddress(), password: newPassword() }));
  const rows = people.map(({ email, password }) => ({
    ...{ name: 'Ada Lovelace', email, canonical: email },
    // The lowest bcrypt cost, to save time: these passwords are replaced during the run.
    password_hash: bcrypt.hashSync(password, 4),
  }));
  // Setup is not under test, so it retries until the database is back.
  for (const deadline = Date.now() + 60_000; ; await sleep(100)) {
    try {
      await sql`insert into users ${sql(rows)} on conflict do nothing`;
      break;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
  all.push(...people);
  return people;
}

export async function newPerson(deployment: Deployment): Promise<Person> {
  const [person] = await newPeople(deployment, 1);
  if (!person) throw new Error('No user was created.');
  return person;
}

export const newAddress = () => `p${randomBytes(8).toString('hex')}@example.test`;
export const newPassword = () => `${randomBytes(9).toString('base64url')} orbit kettle`;

/** The newest reset email to an address. Null when none arrives within 90 seconds, or when `isOver()` and there is none yet. */
export async function waitForLink(
  { mailServer }: Deployment,
  email: string,
  isOver = () => false,
): Promise<Received | null> {
  for (const deadline = Date.now() + 90_000; Date.now() < deadline; await sleep(50)) {
    const found = mailServer.to(email).findLast(({ link }) => link);
    if (found || isOver()) return found ?? null;
  }
  return null;
}
