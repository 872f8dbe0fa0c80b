import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from '../../../support/ending';
import { openDeployment } from '../deployment';
import { startLoad } from '../load';
import { requestPair } from '../pairs';
import { newPeople } from '../people';
import { finishScenario, NotRun, type Scenario } from '../scenario';
import { startOwnServer } from './kills-postgres';

/** PostgreSQL runs on a small tmpfs, which is filled under load and then freed. */
export const disk: Scenario = {
  name: 'disk',
  runs: 5,
  async play({ runs, random }) {
    const dir = await mountSmall();
    const server = await startOwnServer(dir);
    const deployment = await openDeployment({ databaseUrl: server.databaseUrl });
    const load = startLoad(deployment, 6, random);
    const recoveries: number[] = [];
    let failures = 0;
    for (let run = 0; run < runs; run += 1) {
      const ballast = join(dir, `ballast-${run}`);
      const people = await newPeople(deployment, 40);
      await fill(dir, ballast);
      // Rows and WAL soon run out of space. PostgreSQL may crash and restart, which is part of the test.
      for (const person of people) await requestPair(deployment, { isSteady: false, person });
      failures += deployment.ledger.count('unknown');
      await rm(ballast);
      const begun = Date.now();
      deployment.crashes += 1;
      // If PostgreSQL has stopped, the test starts it, as a supervisor would.
      await server.start();
      await Promise.all(deployment.instances.map((instance) => instance.waitUntilReady()));
      recoveries.push(Date.now() - begun);
    }
    await load.stop();
    const notes = [
      `${failures ? 'requests failed with an error while the disk was full' : 'the disk was never so full that a request failed'}`,
    ];
    const report = await finishScenario(deployment, {
      fault: 'the disk of the database is full, then freed',
      runs,
      recoveries,
      notes,
    });
    await server.stop();
    return report;
  },
};

async function mountSmall(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'return-key-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=0755', 'tmpfs', dir], { stdio: 'pipe' });
  } catch {
    await rmdir(dir);
    throw new NotRun('needs the right to mount a small disk in memory (Linux, as root)');
  }
  atEnd(async () => {
    execFileSync('umount', ['-l', dir]);
    await rmdir(dir);
  });
  return dir;
}

/** Fills the disk except for 16 kB. */
async function fill(dir: string, file: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - 16_384), 1)).catch(() => undefined);
}
