import { type Answer, Client } from './client';
import { newNetwork, repeat } from './world';

// Many reset requests in a short time. Each is one HTTP request: the redirect is not followed.

/** Requests a reset from a network, as a browser with JavaScript does. */
export async function ask(
  email: string,
  network: string,
  { headers = {}, base }: { headers?: Record<string, string>; base?: string } = {},
): Promise<Answer> {
  const client = await openForm(base);
  return client.call({ email }, { ...siteOrigin(), 'X-Forwarded-For': network, ...headers });
}

/** Requests many resets for one address, each from another network. */
export async function flood(email: string, times: number, base?: string): Promise<Answer[]> {
  const client = await openForm(base);
  return repeat(times, () => client.press({ email }, { ...siteOrigin(), 'X-Forwarded-For': newNetwork() }));
}

/** A client with the request form open. */
async function openForm(base?: string): Promise<Client> {
  const client = new Client(undefined, base);
  await client.open('/forgot-password');
  return client;
}

// A second instance listens on its own port but accepts only the Origin of the first.
const siteOrigin = () => ({ Origin: process.env.E2E_BASE_URL ?? '' });
