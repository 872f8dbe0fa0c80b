import { validSettings } from '@/lib/env';
import { type Check, type Finding, runCheck } from './doctor/check';
import { databaseChecks } from './doctor/database';
import { domainChecks } from './doctor/domain';
import { mailChecks } from './doctor/mail';
import { settingChecks } from './doctor/settings';
import { siteChecks } from './doctor/site';

/**
 * Looks at everything that a healthy installation needs, with the settings of this process. The checks run beside each other,
 * each for a bounded time, and none hides another: what is missing for one is said by that one.
 * @param servers the name servers to ask, for tests; those of the machine by default
 */
export async function examine({
  servers,
  build = '.next',
}: {
  servers?: string[];
  build?: string;
} = {}): Promise<Finding[]> {
  const settings = validSettings();
  const database = databaseChecks(settings);
  const checks: Check[] = [
    ...settingChecks(settings, build),
    ...database.checks,
    ...mailChecks(settings),
    ...domainChecks(settings, servers),
    ...siteChecks(settings),
  ];
  const findings = await Promise.all(checks.map(runCheck));
  await database.close();
  return findings;
}
