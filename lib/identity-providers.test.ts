import { beforeEach, describe, expect, test, vi } from 'vitest';

// Each test reads the settings anew.
beforeEach(() => {
  vi.resetModules();
  return () => vi.unstubAllEnvs();
});

async function listWith(settings: Record<string, string>) {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  return (await import('./identity-providers')).listProviders();
}

describe('the list of providers', () => {
  test('is empty without settings', async () => {
    expect(await listWith({})).toEqual([]);
  });

  test('has those whose settings are there, each with the origin that forms are led to', async () => {
    const settings = ['GOOGLE', 'GITHUB', 'OIDC'].flatMap((name) => [
      [`AUTH_${name}_ID`, 'id'],
      [`AUTH_${name}_SECRET`, 'secret'],
    ]);
    const issuer = 'https://id.example.com/realms/one';
    const google = 'https://accounts.google.com';
    expect(await listWith({ ...Object.fromEntries(settings), AUTH_OIDC_ISSUER: issuer })).toEqual([
      { id: 'google', name: 'Google', issuer: google, origin: google },
      { id: 'github', name: 'GitHub', issuer: 'https://github.com', origin: 'https://github.com' },
      { id: 'oidc', name: 'id.example.com', issuer, origin: 'https://id.example.com' },
    ]);
  });

  test('names a GitHub of one’s own by its URL, because its users are others', async () => {
    const url = 'https://github.example.com';
    const settings = { AUTH_GITHUB_ID: 'id', AUTH_GITHUB_SECRET: 'secret', AUTH_GITHUB_URL: `${url}/` };
    expect(await listWith(settings)).toMatchObject([{ issuer: url, origin: url }]);
  });
});
