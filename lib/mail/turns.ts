import { type SQL, sql } from 'drizzle-orm';
import { firstRequests } from '@/lib/rate-limits/policies';

// Emails are claimed by turn, and by age within a turn. Even turns are new emails; one less after the first attempt, so that what was
// tried goes before what is new.

/** Owed, or requested with a proof: a known device, a session, an operator. Never waits for what strangers request. */
export const provenTurn = 0;

/**
 * The turn of a reset that a stranger requests: how many its network has requested within a quarter of an hour. The first of a network
 * that is new go before the twentieth of one that is not, however many wait.
 * @param used SQL: that number, with this request
 */
export function turnOfReset(used: SQL): SQL {
  return sql`2 * least(${used}, 400)`;
}

/** Up to this turn a reset takes no place of the hour's budget. */
export const lastFreeTurn = 2 * firstRequests;

/** Registrations and address changes: a stranger can cause them for every mailbox of the world. */
export const registrationTurn = 1002;

/** SQL: the emails that share a part of the hour's budget. Each part is half of it. */
export const turnsOf = {
  resets: `turn between ${lastFreeTurn + 1} and ${registrationTurn - 2}`,
  registrations: `turn > ${registrationTurn - 2}`,
};
/** The same as SQL of the builder. */
export const shares = { resets: sql.raw(turnsOf.resets), registrations: sql.raw(turnsOf.registrations) };
export type Places = Record<keyof typeof shares, number>;

/** The share that an email takes a place of, if any. */
export function shareOf(turn: number): keyof Places | null {
  if (turn <= lastFreeTurn) return null;
  return turn > registrationTurn - 2 ? 'registrations' : 'resets';
}
