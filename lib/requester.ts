import type { Address } from './fields';

/** Who makes a request and from where. The domain gets this value instead of the HTTP request. */
export type Requester = {
  /** The client's network: an IPv4 address, or the /64 of an IPv6 address. */
  network: string;
  /** Browser and operating system, such as "Chrome on Android". */
  device: string;
  /** The language for screens and emails. */
  locale: string;
  /** From the signed cookie that a browser gets when it signs in. */
  knownDevice: KnownDevice | null;
  /** The session of this browser, by its cookie. A sign-in replaces it; a change of the account asks when a factor was given in it. */
  sessionId?: string | null;
};

/** An operator who runs a command. Screens and emails show "operator" in place of the network. */
export const operator: Requester = { network: 'operator', device: 'Support', locale: 'en', knownDevice: null };

/**
 * A browser that has signed in or finished a recovery. `owner`: the digest of the canonical address. `since`: when, by the database's
 * clock; changes of the account that came later have ended it (lib/known-devices.ts).
 */
export type KnownDevice = { id: string; owner: string; since: Date };

/** The part of a requester that is stored in rows. */
export function toStored({ network, device }: Requester): { network: string; device: string } {
  return { network, device };
}

/**
 * The device if its cookie is for this address, else null. Attempts on a known device count for the device, so that strangers cannot
 * use up the owner's limit.
 */
export function knownDeviceFor(
  requester: Requester,
  address: Pick<Address, 'canonical'>,
  digest: (canonical: string) => string,
): KnownDevice | null {
  return requester.knownDevice?.owner === digest(address.canonical) ? requester.knownDevice : null;
}
