import { env } from './env';

/** Another site by which people can sign in here, as its settings have it. */
export type IdentityProvider = {
  id: ProviderId;
  /** For people. */
  name: string;
  /** Who vouches for its users. */
  issuer: string;
  /** Where a form that starts a sign-in is led to. */
  origin: string;
};
export type ProviderId = 'google' | 'github' | 'oidc';

/** The configured providers, in the order of their buttons. None without settings, and then nothing shows that there could be any. */
export function listProviders(): IdentityProvider[] {
  const { AUTH_GOOGLE_ID, AUTH_GITHUB_ID, AUTH_GITHUB_URL, AUTH_OIDC_ISSUER, AUTH_OIDC_NAME } = env();
  const google = 'https://accounts.google.com';
  const github = AUTH_GITHUB_URL ?? 'https://github.com';
  return [
    ...(AUTH_GOOGLE_ID ? [{ id: 'google' as const, name: 'Google', issuer: google, origin: google }] : []),
    ...(AUTH_GITHUB_ID ? [{ id: 'github' as const, name: 'GitHub', issuer: github, origin: github }] : []),
    ...(AUTH_OIDC_ISSUER ? [describeOidc(AUTH_OIDC_ISSUER, AUTH_OIDC_NAME)] : []),
  ];
}

/** The configured provider of this id, or null. */
export function findProvider(id: string): IdentityProvider | null {
  return listProviders().find((provider) => provider.id === id) ?? null;
}

/** Whether an identity signs in by the settings of today: of the same provider id, another issuer's do not. */
export function isUsable({ provider, issuer }: { provider: string; issuer: string }): boolean {
  const configured = findProvider(provider)?.issuer;
  // next-auth takes "https://id.example.com" and "https://id.example.com/" for the same.
  return configured !== undefined && URL.canParse(issuer) && new URL(issuer).href === new URL(configured).href;
}

/** The name of a provider for people, also of one that is no longer configured. */
export function nameProvider(id: string): string {
  return findProvider(id)?.name ?? { google: 'Google', github: 'GitHub' }[id] ?? 'OpenID';
}

function describeOidc(issuer: string, name: string | undefined): IdentityProvider {
  const { host, origin } = new URL(issuer);
  return { id: 'oidc', name: name ?? host, issuer, origin };
}
