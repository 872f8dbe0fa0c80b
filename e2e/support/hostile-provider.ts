import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What a code buys: claims of the id token and of the user, beside the right ones. */
export type Grant = {
  subject?: string;
  email?: string;
  isVerified?: unknown;
  nonce: string | null;
  /** In place of the right claims of the id token; undefined leaves one out. */
  idToken?: Record<string, unknown>;
  /** In place of RS256. */
  algorithm?: 'HS256';
  /** The subject of the userinfo answer, if it differs. */
  userinfoSubject?: string;
};

/** How the server answers: rightly, with an error, or never. */
type Manner = 'answer' | 'refuse' | 'stall';

/** A provider that says what a test wants, and a GitHub: no one has to sign in there. */
export type HostileProvider = {
  issuer: string;
  settings(port: number): Record<string, string>;
  /** Makes a code for the callback of the site. */
  grant(grant: Grant): string;
  /** Makes a code for the callback of GitHub. */
  grantGitHub(user: GitHubUser): string;
  manner: Record<'discovery' | 'token' | 'userinfo', Manner>;
  /** How many codes were redeemed. */
  redeemed: string[];
  stop(): Promise<void>;
};

export type GitHubUser = {
  id: number;
  login: string;
  name?: string | null;
  email?: string | null;
  emails: { email: string; primary: boolean; verified: boolean }[];
};

export const clientId = 'return-key';

export async function startHostileProvider(): Promise<HostileProvider> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const [grants, people] = [new Map<string, Grant>(), new Map<string, GitHubUser>()];
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  let codes = 0;
  const keep = <Kept>(kept: Map<string, Kept>, value: Kept): string => {
    codes += 1;
    kept.set(`code${codes}`, value);
    return `code${codes}`;
  };
  const provider: HostileProvider = {
    issuer,
    settings: (port) => ({
      APP_URL: `http://localhost:${port}`,
      AUTH_OIDC_ISSUER: issuer,
      AUTH_OIDC_ID: clientId,
      AUTH_OIDC_SECRET: 'the secret of the client',
      AUTH_OIDC_NAME: 'Hostile',
      AUTH_GITHUB_ID: clientId,
      AUTH_GITHUB_SECRET: 'the secret at GitHub',
      AUTH_GITHUB_URL: issuer,
    }),
    grant: (grant) => keep(grants, grant),
    grantGitHub: (user) => keep(people, user),
    manner: { discovery: 'answer', token: 'answer', userinfo: 'answer' },
    redeemed: [],
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', issuer).pathname;
    const say = (body: unknown) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    const part = { '/.well-known/openid-configuration': 'discovery', '/token': 'token', '/userinfo': 'userinfo' }[path];
    const manner = provider.manner[part as keyof HostileProvider['manner']] ?? 'answer';
    if (manner === 'stall') return;
    if (manner === 'refuse') {
      response.writeHead(503, { 'Content-Type': 'text/plain' }).end('down');
      return;
    }
    const fields = new URLSearchParams(request.method === 'POST' ? await text(request) : '');
    const bearer = request.headers.authorization?.replace('Bearer ', '') ?? '';
    switch (path) {
      case '/.well-known/openid-configuration':
        return void say(describe(issuer));
      case '/jwks':
        return void say({ keys: [{ ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' }] });
      case '/token':
        return void say(await redeem(fields.get('code') ?? ''));
      case '/userinfo':
        return void say(userOf(grants.get(bearer)));
      case '/login/oauth/access_token':
        return void say({ access_token: fields.get('code'), token_type: 'bearer', scope: 'read:user,user:email' });
      case '/api/v3/user':
        return void say(people.get(bearer));
      case '/api/v3/user/emails':
        return void say(people.get(bearer)?.emails);
      default:
        response.writeHead(404).end();
    }
  }

  async function redeem(code: string) {
    const grant = grants.get(code);
    const isUsed = provider.redeemed.includes(code);
    provider.redeemed.push(code);
    if (!grant || isUsed) return { error: 'invalid_grant' };
    const now = Math.floor(Date.now() / 1000);
    const right = { iss: issuer, aud: clientId, sub: subjectOf(grant), iat: now, exp: now + 300, nonce: grant.nonce };
    const claims = Object.fromEntries(Object.entries({ ...right, ...grant.idToken }).filter(([, value]) => value));
    const key = grant.algorithm ? new TextEncoder().encode('a key that everyone knows, of 32 bytes') : privateKey;
    const idToken = await new SignJWT(claims).setProtectedHeader({ alg: grant.algorithm ?? 'RS256' }).sign(key);
    return { access_token: code, token_type: 'bearer', expires_in: 300, id_token: idToken };
  }
  return provider;
}

const subjectOf = ({ subject = 'someone' }: Grant) => subject;

function userOf(grant: Grant | undefined) {
  if (!grant) return {};
  const { email, isVerified: email_verified = true, userinfoSubject } = grant;
  return { sub: userinfoSubject ?? subjectOf(grant), name: 'Eve', email, email_verified };
}

function describe(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
  };
}
