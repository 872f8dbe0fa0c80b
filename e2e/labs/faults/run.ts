import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { migrate } from '@/db/migrate';
import { createDatabase, startDatabase } from '@/e2e/dev/postgres/server';
import { atEnd, end, onInterrupt } from '../../support/ending';
import { buildSite, makeSettings } from '../../support/site';
import { closeAll } from './deployment';
import { seeded } from './random';
import { type Line, renderNotes, renderTable } from './report';
import { NotRun, type Scenario, type Stage } from './scenario';
import { scenarios } from './scenarios';

// npm run faults -- [--seed N] [--only kills-app,disk] [--runs N] [--reuse]
// Runs every fault scenario and counts violations. --runs: how often each fault strikes; --reuse: uses the build of the last run.
// README.md in this folder explains the output. Exits with code 1 after any violation.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const results = join(root, 'e2e', 'results', 'faults');
const options = {
  seed: { type: 'string' },
  only: { type: 'string' },
  runs: { type: 'string' },
  reuse: { type: 'boolean' },
} as const;
const { values } = parseArgs({ options });
const seed = values.seed ?? String(Date.now() % 1_000_000);

process.chdir(root);
onInterrupt(end);
const chosen = choose(values.only);
await mkdir(results, { recursive: true });
Object.assign(process.env, makeSettings(), {
  NEXT_DIST_DIR: '.next-faults',
  // A fixed key, so that --reuse works.
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: Buffer.from('for-fault-runs-only-0123456789ab').toString('base64'),
});
const settings = { APP_URL: 'http://localhost:3000', SMTP_URL: 'smtp://127.0.0.1:9' };
if (!values.reuse && !(await buildSite({ ...makeEnv(), ...settings }))) await end(1);
const server = await provideServer();
console.log(`\nSeed ${seed}: npm run faults -- --seed ${seed}${values.only ? ` --only ${values.only}` : ''}\n`);

const lines: Line[] = [];
for (const scenario of chosen) {
  const line = await play(scenario);
  lines.push(line);
  console.log(renderTable([line]).split('\n').at(-1));
  if (renderNotes([line])) console.log(renderNotes([line]));
}
const text = `${renderTable(lines)}\n\n${renderNotes(lines)}\n`;
await writeFile(join(results, `table-${seed}.md`), `Seed ${seed}\n\n${text}`);
console.log(`\n${text}`);
const violations = lines.reduce((sum, line) => sum + ('report' in line ? line.report.violations.length : 0), 0);
const gaps = lines.filter((line) => 'notRun' in line).length;
console.log(`${lines.length - gaps} scenarios, ${violations} violations${gaps ? `, ${gaps} NOT RUN` : ''}`);
await end(violations ? 1 : 0);

async function play(scenario: Scenario): Promise<Line> {
  const { name } = scenario;
  const runs = values.runs ? Number(values.runs) : scenario.runs;
  const stage: Stage = { random: seeded(`${seed} ${name}`), runs, isShort: false, newDatabase };
  try {
    const report = await scenario.play(stage);
    if (report.violations.length) await writeFile(join(results, `${name}.jsonl`), report.ledger.join('\n'));
    return { name, report };
  } catch (error) {
    if (error instanceof NotRun) return { name, notRun: error.message };
    // An aborted scenario has not shown that nothing is lost, so it counts as a violation.
    console.error(error);
    const violations = [{ rule: 'everything recovers', about: String(error) }];
    const emptyReport = {
      runs: 0,
      unknowns: 0,
      requests: 0,
      recoveries: [],
      copies: 0,
      copiesAllowed: 0,
      notes: [],
      ledger: [],
    };
    return { name, report: { ...emptyReport, fault: name, violations } };
  } finally {
    await closeAll();
  }
}

async function newDatabase(): Promise<string> {
  const url = await createDatabase(server, `faults_${process.pid}_${Date.now()}`);
  await migrate(url);
  return url;
}

async function provideServer(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'return-key-faults-'));
  atEnd(() => rm(dataDir, { recursive: true, force: true }));
  const { url, stop } = await startDatabase({ dataDir });
  atEnd(stop);
  return url;
}

function choose(only: string | undefined): Scenario[] {
  const names = only?.split(',') ?? scenarios.map(({ name }) => name);
  return names.map((name) => {
    const scenario = scenarios.find((each) => each.name === name);
    if (scenario) return scenario;
    throw new Error(`There is no fault "${name}". The faults: ${scenarios.map((each) => each.name).join(', ')}.`);
  });
}

function makeEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}
