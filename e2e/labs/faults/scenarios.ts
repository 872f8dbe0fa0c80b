import type { Scenario } from './scenario';
import { clocks } from './scenarios/clocks';
import { cuts, lostCommits } from './scenarios/cuts';
import { failover, pgbouncer } from './scenarios/databases';
import { healthy, killsSending } from './scenarios/delivery';
import { deploy } from './scenarios/deploy';
import { disk } from './scenarios/disk';
import { killsApp } from './scenarios/kills-app';
import { killsPostgres } from './scenarios/kills-postgres';
import { mailServer } from './scenarios/mail-server';
import { patience } from './scenarios/patience';
import { rolling, rotation } from './scenarios/restarts';

/** Every fault, in the order of the table. */
export const scenarios: Scenario[] = [
  healthy,
  patience,
  killsApp,
  killsSending,
  killsPostgres,
  cuts,
  lostCommits,
  mailServer,
  deploy,
  rolling,
  rotation,
  clocks,
  disk,
  pgbouncer,
  failover,
];
