import { median, percentile } from './statistics';
import { bar, barHead, figure, table } from './table';

/** What came of some work, what processor time we all spent on it, and the share of the machine that others took meanwhile. */
export type Watched<Value> = { value: Value; elapsedMs: number; spentMs: number; others: number };
/** Hashes a second, and how long asking for a reset took. */
export type Round = {
  bare: Watched<number>;
  signIns: Watched<number>;
  completions: Watched<number>;
  idle: Watched<number[]>;
  busy: Watched<{ times: number[]; stallMs: number }>;
};

/** The largest share of the machine that others took in any part of it. */
export const noiseOf = (round: Round) => Math.max(...Object.values(round).map(({ others }) => others));

/** What each round gave. */
export function describe(rounds: Round[]): string {
  const rows = rounds.map(({ bare, signIns, completions, idle, busy }) => [
    ...[bare, signIns, completions].map(({ value, others }) => cell(figure(value), others)),
    cell(figure(percentile(idle.value, 95)), idle.others),
    cell(figure(percentile(busy.value.times, 95)), busy.others),
    figure(busy.value.stallMs),
  ]);
  return table(
    ['bcryptjs alone/s', 'sign-ins/s', 'hashes of completions/s', 'forgot p95 idle', 'busy', 'event loop p99'],
    rows,
  );
}

const cell = (text: string, others: number) => `${text} (others ${Math.round(others * 100)} %)`;

/** What the rounds give together, beside the bars. */
export function judge(rounds: Round[]): string {
  const middle = (pick: (round: Round) => number) => median(rounds.map(pick));
  const ofBare = (kind: 'signIns' | 'completions') => middle((round) => round[kind].value / round.bare.value);
  // Whatever else a sign-in costs, to server, database and whoever posts, is missing for hashes. Others hardly change this.
  const byCost = (kind: 'signIns' | 'completions') => middle((round) => costOf(round.bare) / costOf(round[kind]));
  const slowdown = middle(({ busy, idle }) => percentile(busy.value.times, 95) / percentile(idle.value, 95));
  return table(barHead, [
    bar('sign-ins, of what bcryptjs does alone', ofBare('signIns'), 0.9, 'at least'),
    ['the same, by processor time', figure(byCost('signIns')), '', ''],
    bar('hashes of completions, of what bcryptjs does alone', ofBare('completions'), 0.9, 'at least'),
    ['the same, by processor time', figure(byCost('completions')), '', ''],
    bar('p95 of forgot-password while sign-ins keep all cores busy, beside idle', slowdown, 2, 'at most'),
    bar(
      'event loop delay p99 meanwhile, ms',
      middle(({ busy }) => busy.value.stallMs),
      20,
      'at most',
    ),
  ]);
}

const costOf = ({ value, elapsedMs, spentMs }: Watched<number>) => spentMs / (value * elapsedMs);
