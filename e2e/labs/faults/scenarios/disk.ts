import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, rmdir, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atEnd } from '../../../support/ending';
import { openDeployment } from '../deployment';
import { startLoad } from '../load';
import { askPair } from '../pairs';
import { newPeople } from '../people';
import { conclude, NotRun, type Scenario } from '../scenario';
import { startOwnServer } from './kills-postgres';

/** The disk under PostgreSQL is a small one in memory, filled to the last byte under load, and then freed. */
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
      // Rows and journal soon find no room. PostgreSQL may give up and start again: that is part of it.
      for (const person of people) await askPair(deployment, { isSteady: false, person });
      failures += deployment.ledger.count('unknown');
      await rm(ballast);
      const begun = Date.now();
      deployment.crashes += 1;
      // When it could not even write down that it stopped, the test starts it, as a supervisor would.
      await server.start();
      await Promise.all(deployment.instances.map((instance) => instance.waitUntilReady()));
      recoveries.push(Date.now() - begun);
    }
    await load.stop();
    const notes = [
      `${failures ? 'requests failed while the disk was full, and said so' : 'the disk was never so full that a request failed'}`,
    ];
    const report = await conclude(deployment, {
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

/** Takes what is left, but for some kilobytes. */
async function fill(dir: string, file: string): Promise<void> {
  const { bavail, bsize } = await statfs(dir);
  await writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - 16_384), 1)).catch(() => undefined);
}
