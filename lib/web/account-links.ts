import { cache } from 'react';
import * as token from '@/lib/token';
import * as addresses from '@/lib/users/address-changes';
import * as backupAddresses from '@/lib/users/backup-addresses';
import * as registrations from '@/lib/users/registrations';
import { readHeldRegistration } from './held-registration';
import { findCookieless, readLink } from './links';
import { findUser } from './session';

/**
 * The state of this browser's confirmation link. `held`: this browser registered the address, and finishes that registration without a
 * password. Looked up once per response.
 */
export const findCurrentConfirmation = cache(async () => {
  const cookieless = await findCookieless('confirm');
  if (cookieless) return cookieless;
  const standing = await registrations.find(await readLink('confirm'));
  if (standing.state !== 'open') return standing;
  return { ...standing, held: registrations.heldFor(standing, await readHeldRegistration()) };
});

/**
 * The state of this browser's link that confirms a new address or a backup address, and whether its account is signed in here. Looked up
 * once per response.
 */
export const findCurrentNewAddress = cache(async () => {
  const cookieless = await findCookieless('address');
  if (cookieless) return { ...cookieless, isBackup: false };
  const link = await readLink('address');
  const isBackup = (await token.findClaims('backup', link)) !== null;
  const [standing, user] = await Promise.all([(isBackup ? backupAddresses : addresses).find(link), findUser()]);
  return standing.state === 'open'
    ? { ...standing, isBackup, isSignedIn: user?.userId === standing.userId }
    : { ...standing, isBackup };
});
