import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Provider from 'oidc-provider';
import type { Answer, Client } from './client';
import { findAnyPort } from './ports';

/** What the provider says of one of its people. */
type Account = { name?: string; email?: string; email_verified?: boolean };

/** A real OpenID provider on this machine, with a sign-in page that works without JavaScript. */
export type OpenId = {
  issuer: string;
  /** The people of the provider, by their subject: what is typed on its sign-in page. */
  accounts: Map<string, Account>;
  /** The settings of a site on this port that signs in with the provider. One site for each provider. */
  settings(port: number): Record<string, string>;
  stop(): Promise<void>;
};

export const providerName = 'Example ID';

export async function startOpenId(): Promise<OpenId> {
  const port = await findAnyPort();
  const issuer = `http://127.0.0.1:${port}`;
  const accounts = new Map<string, Account>();
  let provider: Provider | undefined;
  const server = createServer((request, response) => {
    if (!provider) return response.writeHead(503).end();
    const isSignIn = request.url?.startsWith('/sign-in/');
    const answered = isSignIn ? answerSignIn(provider, request, response) : provider.callback()(request, response);
    return answered.catch(() => response.writeHead(500).end());
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer,
    accounts,
    settings: (sitePort) => {
      const site = `http://localhost:${sitePort}`;
      provider = makeProvider(issuer, `${site}/api/auth/callback/oidc`, accounts);
      const client = { AUTH_OIDC_ID: 'return-key', AUTH_OIDC_SECRET: clientSecret, AUTH_OIDC_NAME: providerName };
      return { APP_URL: site, AUTH_OIDC_ISSUER: issuer, ...client };
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

const clientSecret = 'the secret of the client at the provider';

function makeProvider(issuer: string, redirectUri: string, accounts: Map<string, Account>): Provider {
  return new Provider(issuer, {
    clients: [{ client_id: 'return-key', client_secret: clientSecret, redirect_uris: [redirectUri] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the provider'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `${issuer}/sign-in/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) }),
    // No page that asks for consent: this site is the provider's own.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
  });
}

async function answerSignIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(signInPage);
    return;
  }
  const fields = new URLSearchParams(await text(request));
  const result = fields.has('cancel')
    ? { error: 'access_denied' }
    : { login: { accountId: fields.get('login') ?? '' } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

const signInPage = `<!doctype html><html lang="en"><title>${providerName}</title><h1>${providerName}</h1>
  <form method="post"><label>Account <input name="login"></label>
  <button>Continue</button> <button name="cancel" value="yes">Cancel</button></form></html>`;

/** Starts a sign-in at a provider, by the route of next-auth that its buttons lead to. @returns where it leads */
export async function startSignIn(client: Client, provider = 'oidc'): Promise<URL> {
  const { csrfToken } = JSON.parse((await client.send('GET', '/api/auth/csrf')).body);
  const body = new URLSearchParams({ csrfToken, callbackUrl: '/account' }).toString();
  const headers = { Origin: client.base, 'Content-Type': 'application/x-www-form-urlencoded' };
  const { headers: given } = await client.send('POST', `/api/auth/signin/${provider}`, { headers, body });
  return new URL(given.location ?? '', client.base);
}

/** Goes to the provider, signs in there or cancels, and comes back. Ends on the page of the site that follows. */
export async function signInWith(client: Client, subject: string | null, start?: URL): Promise<Answer> {
  const provider = start ?? (await startSignIn(client));
  const { path } = await client.open(provider.href);
  const body = new URLSearchParams(subject === null ? { cancel: 'yes' } : { login: subject }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const answer = await client.send('POST', new URL(path, provider).href, { headers, body });
  return client.open(answer.headers.location ?? '');
}
