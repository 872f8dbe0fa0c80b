import { type Answer, Client } from './client';
import { newNetwork, repeat } from './world';

// Many reset requests in little time. Each is one HTTP request: the page behind it is not fetched.

/** Asks for a reset from a network. */
export async function ask(
  email: string,
  network: string,
  { headers = {}, base }: { headers?: Record<string, string>; base?: string } = {},
): Promise<Answer> {
  const client = await openForm(base);
  return client.call({ email }, { ...ofTheSite(), 'X-Forwarded-For': network, ...headers });
}

/** Requests many resets for one address, each from another network. */
export async function flood(email: string, times: number, base?: string): Promise<Answer[]> {
  const client = await openForm(base);
  return repeat(times, () => client.press({ email }, { ...ofTheSite(), 'X-Forwarded-For': newNetwork() }));
}

/** A client on the request form, whose requests may then be sent from any network. */
async function openForm(base?: string): Promise<Client> {
  const client = new Client(undefined, base);
  await client.open('/forgot-password');
  return client;
}

// A second instance has a port of its own, and answers under the address of the first.
const ofTheSite = () => ({ Origin: process.env.E2E_BASE_URL ?? '' });
