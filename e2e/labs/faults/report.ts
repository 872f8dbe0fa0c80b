import { quantile, type Report } from './scenario';

/** A line of the table: a report, or the reason why the scenario did not run. */
export type Line = { name: string; report: Report } | { name: string; notRun: string };

const head = [
  'fault',
  'runs',
  'reset requests',
  'violations',
  'unknown outcomes',
  'recovery p50 / max',
  'copies (allowed)',
];

/** The table of a run, in Markdown. */
export function renderTable(lines: readonly Line[]): string {
  const rows = lines.map((line) => renderRow('report' in line ? toCells(line.report) : toNotRunCells(line)));
  return [renderRow(head), renderRow(head.map(() => '-')), ...rows].join('\n');
}

/** The list below the table: measurements, and each kind of violation with its count. */
export function renderNotes(lines: readonly Line[]): string {
  return lines
    .flatMap((line) =>
      'report' in line
        ? [...line.report.notes.map((note) => `- ${line.name}: ${note}`), ...renderViolations(line)]
        : [],
    )
    .join('\n');
}

function toCells({ fault, runs, requests, violations, unknowns, recoveries, copies, copiesAllowed }: Report): string[] {
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  const recovery = recoveries.length
    ? `${seconds(quantile(recoveries, 0.5))} / ${seconds(Math.max(...recoveries))}`
    : '–';
  return [
    fault,
    ...[runs, requests, violations.length, unknowns].map(String),
    recovery,
    `${copies} (${copiesAllowed})`,
  ];
}

const toNotRunCells = ({ name, notRun }: { name: string; notRun: string }) => [
  name,
  '0',
  '',
  `NOT RUN: ${notRun}`,
  '',
  '',
  '',
];

function renderViolations({ name, report }: { name: string; report: Report }): string[] {
  const rules = new Map<string, string[]>();
  for (const { rule, about } of report.violations) rules.set(rule, [...(rules.get(rule) ?? []), about]);
  return [...rules].map(
    ([rule, about]) => `- ${name}: VIOLATED ${about.length} times: ${rule} (${about.slice(0, 3).join('; ')})`,
  );
}

const renderRow = (cells: string[]) => `| ${cells.join(' | ')} |`;
