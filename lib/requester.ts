import type { Address } from './fields';

/** Who asks and from where, as one value: the domain never sees a request. */
export type Requester = {
  /** The client's network: an IPv4 address, or the /64 of an IPv6 address. */
  network: string;
  /** The browser and system in words, such as "Chrome on Android". */
  device: string;
  /** The language that answers and emails are written in. */
  locale: string;
  /** The devices that have signed in before, as the signed cookie names them: device id by canonical address digest. */
  knownDevice: KnownDevice | null;
};

/** Who runs the site, by a command: on screens and in emails the network says so. */
export const operator: Requester = { network: 'operator', device: 'Support', locale: 'en', knownDevice: null };

/** A browser that has once signed in to the account of this address. */
export type KnownDevice = { id: string; owner: string };

/** What of an origin is kept in rows. */
export function toStored({ network, device }: Requester): { network: string; device: string } {
  return { network, device };
}

/** The budget an attempt counts against: the device's own when it is known for this address, so that strangers cannot use it up. */
export function knownDeviceFor(
  requester: Requester,
  address: Pick<Address, 'canonical'>,
  digest: (canonical: string) => string,
): string | null {
  return requester.knownDevice && requester.knownDevice.owner === digest(address.canonical)
    ? requester.knownDevice.id
    : null;
}
