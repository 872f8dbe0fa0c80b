import { findLocalPath, signInPath } from './destination';
import { landingPage } from './site';

/**
 * Where a page leads visitors who are not signed in. The page where signing in leads anyway is not named: text browsers send no Referer
 * from an address with a query, and the guard would refuse their form.
 */
export function signInFrom(path: string | null): string {
  const next = findLocalPath(path);
  return signInPath(next === landingPage ? null : next);
}
