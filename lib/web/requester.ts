import Bowser from 'bowser';
import ipaddr from 'ipaddr.js';
import { headers } from 'next/headers';
import { findRequestContext } from '@/lib/request-context';
import type { KnownDevice, Requester } from '@/lib/requester';
import * as token from '@/lib/token';
import { clientAddress } from './client-address';
import { readCookie, writeCookie } from './cookies';
import { readWords } from './language';

/** The requester of the running request. */
export async function readRequester(): Promise<Requester> {
  const given = await headers();
  return {
    network: await readNetwork(),
    device: describeDevice(given.get('user-agent') ?? ''),
    locale: (await readWords()).locale,
    knownDevice: await readKnownDevice(),
  };
}

/** The network of the running request. */
export async function readNetwork(): Promise<string> {
  return networkOf(clientAddress(await headers(), findRequestContext()?.peer ?? ''));
}

/**
 * The network that rate limits count: an IPv4 address, or the /64 of an IPv6 address, because one household has a whole /64.
 * IPv4-mapped IPv6 counts as IPv4. Invalid addresses share the network "unknown".
 */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/64`).toString()}/64`;
}

/** The browser and its system, such as "Chrome on Android"; empty when unknown. For display only, because clients can forge it. */
export function describeDevice(userAgent: string): string {
  const known = devices.get(userAgent);
  if (known !== undefined) return known;
  const device = recognizeDevice(userAgent.slice(0, 400));
  if (devices.size >= maxDevices) devices.clear();
  if (userAgent.length <= 400) devices.set(userAgent, device);
  return device;
}

// Parsed user agents. Most requests carry one of a few hundred.
const maxDevices = 1000;
const devices = new Map<string, string>();

function recognizeDevice(userAgent: string): string {
  if (!userAgent) return '';
  const { browser, os } = Bowser.parse(userAgent);
  // For an unknown browser Bowser returns the start of the user agent, which would put a stranger's text into emails and pages.
  const name = browsers.has(browser.name ?? '') ? browser.name : '';
  if (name && os.name) return `${name} on ${os.name}`;
  return name || os.name || '';
}

const browsers = new Set(Object.values(Bowser.BROWSER_MAP));

const rememberedDays = 400;

/** Marks this browser as a known device of an account, so that strangers can't use up its owner's attempts. */
export async function rememberDevice({ owner, since }: Omit<KnownDevice, 'id'>): Promise<void> {
  const known = await readKnownDevice();
  const id = known?.owner === owner ? known.id : crypto.randomUUID();
  const lifeSeconds = rememberedDays * 86_400;
  const claims = { subject: owner, id, data: { since: since.getTime() } };
  await writeCookie('device', await token.issue('device', claims, lifeSeconds), lifeSeconds);
}

async function readKnownDevice(): Promise<KnownDevice | null> {
  const cookie = await readCookie('device');
  const result = cookie ? await token.verify('device', cookie) : null;
  if (result?.outcome !== 'valid') return null;
  const { id, subject: owner, data } = result.claims;
  // 0.1.0 wrote no time. Such a device is known until the first change of its account.
  return { id, owner, since: new Date(Number(data?.since ?? 0)) };
}
