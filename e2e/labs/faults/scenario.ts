import { countCopies, findViolations, type Violation } from './checker';
import type { Deployment } from './deployment';
import { inspect } from './inspection';
import type { Entry } from './ledger';
import type { Random } from './random';

/** A way of breaking the deployment. */
export type Scenario = {
  name: string;
  /** How often it strikes in a long run. */
  runs: number;
  /** @throws NotRun when this machine cannot do it */
  play(stage: Stage): Promise<Report>;
};

export type Stage = {
  random: Random;
  runs: number;
  /** For `npm test`: a selection, and no waiting for leases and back-off. */
  isShort: boolean;
  /** A migrated database of its own, on a server that forces everything to disk. */
  newDatabase(): Promise<string>;
};

export type Report = {
  /** What was broken, for the table. */
  fault: string;
  runs: number;
  violations: Violation[];
  unknowns: number;
  asks: number;
  /** In milliseconds, how long after each fault everything worked again. */
  recoveries: number[];
  copies: number;
  /** As many copies would be in order. */
  copiesAllowed: number;
  notes: string[];
  /** What the clients knew, for reading after a violation. */
  ledger: string[];
};

/** Thrown by a scenario that this machine lacks something for. The message says what to install. */
export class NotRun extends Error {}

type Played = Pick<Report, 'fault' | 'runs' | 'recoveries'> & { notes?: string[]; violations?: Violation[] };

/** Lets everything come to rest, looks, compares, and closes the deployment. */
export async function conclude(deployment: Deployment, played: Played): Promise<Report> {
  try {
    await deployment.recover();
    const found = await inspect(deployment);
    const { ledger } = deployment;
    return {
      ...played,
      notes: [...(played.notes ?? []), ...countAnswers(ledger.entries)],
      violations: [...(played.violations ?? []), ...findViolations(ledger.entries, found)],
      unknowns: ledger.count('unknown'),
      asks: ledger.entries.filter(({ verb }) => verb === 'ask').length,
      copies: countCopies(found.messages),
      copiesAllowed: found.crashes + found.lostAnswers,
      ledger: ledger.entries.map((entry) => JSON.stringify(entry)),
    };
  } finally {
    await deployment.close();
  }
}

/** What clients saw instead of an answer, and how often. */
function countAnswers(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  const unclear = entries.filter(({ outcome }) => outcome === 'unknown');
  for (const { verb, answer } of unclear) counts.set(`${verb}: ${answer}`, (counts.get(`${verb}: ${answer}`) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `unknown outcome of ${answer}, ${count} times`);
}

/** Everything of a value in order of size, the part p of the way. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}
