import { countCopies, findViolations, type Violation } from './checker';
import type { Deployment } from './deployment';
import { inspect } from './inspection';
import type { Entry } from './ledger';
import type { Random } from './random';

/** A way of breaking the deployment. */
export type Scenario = {
  name: string;
  /** How often the fault strikes in a full run. */
  runs: number;
  /** @throws NotRun when this machine cannot run it */
  play(stage: Stage): Promise<Report>;
};

export type Stage = {
  random: Random;
  runs: number;
  /** For `npm test`: fewer faults, and no waiting for leases and back-off. */
  isShort: boolean;
  /** Creates a migrated database, in a full run on a server with fsync. */
  newDatabase(): Promise<string>;
};

export type Report = {
  /** The name of the fault in the table. */
  fault: string;
  runs: number;
  violations: Violation[];
  unknowns: number;
  requests: number;
  /** Milliseconds from each fault until everything worked again. */
  recoveries: number[];
  copies: number;
  /** How many copies are allowed. */
  copiesAllowed: number;
  notes: string[];
  /** The clients' ledger as JSON lines, for reading after a violation. */
  ledger: string[];
};

/** Thrown by a scenario that cannot run on this machine. The message says what is missing. */
export class NotRun extends Error {}

type Played = Pick<Report, 'fault' | 'runs' | 'recoveries'> & { notes?: string[]; violations?: Violation[] };

/** Waits for recovery, inspects the final state, checks it against the ledger, and closes the deployment. */
export async function finishScenario(deployment: Deployment, played: Played): Promise<Report> {
  try {
    await deployment.recover();
    const found = await inspect(deployment);
    const { ledger } = deployment;
    return {
      ...played,
      notes: [...(played.notes ?? []), ...countAnswers(ledger.entries)],
      violations: [...(played.violations ?? []), ...findViolations(ledger.entries, found)],
      unknowns: ledger.count('unknown'),
      requests: ledger.entries.filter(({ verb }) => verb === 'request').length,
      copies: countCopies(found.messages),
      copiesAllowed: found.crashes + found.lostAnswers,
      ledger: ledger.entries.map((entry) => JSON.stringify(entry)),
    };
  } finally {
    await deployment.close();
  }
}

/** Counts the errors and 5xx answers that clients got. */
function countAnswers(entries: readonly Entry[]): string[] {
  const counts = new Map<string, number>();
  const unclear = entries.filter(({ outcome }) => outcome === 'unknown');
  for (const { verb, answer } of unclear) counts.set(`${verb}: ${answer}`, (counts.get(`${verb}: ${answer}`) ?? 0) + 1);
  return [...counts].map(([answer, count]) => `unknown outcome of ${answer}, ${count} times`);
}

/** The p-quantile of the values, for p from 0 to 1; 0 when there are none. */
export function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? 0;
}
