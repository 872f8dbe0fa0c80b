import { randomBytes } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { migrate } from '@/db/migrate';
import { createDatabase, dropDatabase } from '@/e2e/dev/postgres/server';
import { seeded } from '../labs/faults/random';
import { renderNotes } from '../labs/faults/report';
import type { Scenario } from '../labs/faults/scenario';
import { cuts, lostCommits } from '../labs/faults/scenarios/cuts';
import { killsApp } from '../labs/faults/scenarios/kills-app';
import { mailServer } from '../labs/faults/scenarios/mail-server';

// The short version of `npm run faults` (e2e/labs/faults/README.md), on the build that is under test. Each fault has its own deployment.

const seed = process.env.FAULTS_SEED ?? String(Date.now() % 1_000_000);
const short: [Scenario, number][] = [
  [killsApp, 3],
  [cuts, 1],
  [lostCommits, 2],
  [mailServer, 1],
];

for (const [scenario, runs] of short) {
  test(`nothing is lost or doubled: ${scenario.name}`, async () => {
    test.setTimeout(240_000);
    console.log(`FAULTS_SEED=${seed} (${scenario.name})`);
    const server = process.env.DATABASE_URL ?? '';
    const name = `return_key_faults_${randomBytes(6).toString('hex')}`;
    const database = await createDatabase(server, name);
    await migrate(database);
    const random = seeded(`${seed} ${scenario.name}`);
    const report = await scenario.play({ random, runs, isShort: true, newDatabase: async () => database });
    await dropDatabase(server, database);
    expect(report.requests).toBeGreaterThan(0);
    expect(renderNotes([{ name: scenario.name, report: { ...report, notes: [] } }])).toBe('');
  });
}
