import { expect } from '@playwright/test';
import { seeded } from '../labs/faults/random';
import { type Attack, type AttackKind, networksOf, startAttack } from './attack';
import { Client } from './client';
import { subjects } from './subjects';
import { linkIn, newPassword, waitForEmail } from './world';

// What the cases of a siege share: an attack on one address, and its owner's recovery meanwhile.

const seed = process.env.SIEGE_SEED ?? String(Date.now() % 1_000_000);

/** The choices of one test. `SIEGE_SEED` repeats those of an earlier run. */
export const chooser = (name: string) => seeded(`${seed} ${name}`);

/** More requests than a limit of an address, a code or a recipient grants. */
export const plenty = 30;

/** An attack on one address, of at most 400 requests, two at a time, that has already sent more than strangers are granted. */
export async function besiege(email: string, ...kinds: [AttackKind, ...AttackKind[]]): Promise<Attack> {
  const random = chooser(email);
  const attack = await startAttack({
    victims: [email],
    kinds,
    networks: networksOf(random),
    random,
    lanes: 2,
    atMost: 400,
  });
  await attack.goOn(plenty);
  return attack;
}

/** The mails of a site. By default those of the site under test. */
export type Read = (email: string, subject: RegExp) => Promise<Parameters<typeof linkIn>[0]>;

/**
 * From "forgot password" to being signed in with the new password, by a link of the mailbox. `meanwhile` runs before the new password is
 * used.
 * @returns the new password
 */
export async function recover(
  email: string,
  client = new Client(),
  { meanwhile = async () => {}, read = waitForEmail }: { meanwhile?: () => Promise<unknown>; read?: Read } = {},
): Promise<string> {
  await client.forgot(email);
  await client.open(linkIn(await read(email, subjects.reset)));
  const password = newPassword();
  expect((await client.setPassword(password)).path).toBe('/login');
  await meanwhile();
  expect((await client.signIn(email, password)).path).toBe('/account');
  return password;
}
