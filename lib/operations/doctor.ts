import { validSettings } from '@/lib/env';
import { type Check, type Finding, runCheck } from './doctor/check';
import { contactChecks } from './doctor/contact';
import { databaseChecks } from './doctor/database';
import { domainChecks } from './doctor/domain';
import { mailChecks } from './doctor/mail';
import { providerChecks } from './doctor/providers';
import { settingChecks } from './doctor/settings';
import { siteChecks } from './doctor/site';

/**
 * Checks everything that a healthy installation needs, with the settings of this process. The checks run concurrently, each with a
 * time limit, and one that fails doesn't stop the others.
 * @param servers the name servers to query, for tests; the machine's by default
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
    ...contactChecks(settings),
    ...domainChecks(settings, servers),
    ...siteChecks(settings),
    ...providerChecks(settings),
  ];
  const findings = await Promise.all(checks.map(runCheck));
  await database.close();
  return findings;
}
