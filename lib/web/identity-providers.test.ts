import { customFetch } from 'next-auth';
import { expect, test, vi } from 'vitest';
import { identityProviders } from './identity-providers';

test('a provider is asked over https alone, whatever its description says', async () => {
  const settings = { ISSUER: 'https://id.example.test', ID: 'client', SECRET: 'a secret' };
  for (const [name, value] of Object.entries(settings)) process.env[`AUTH_OIDC_${name}`] = value;
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(new Response());
  const [provider] = identityProviders();
  const fetchIt = (provider as unknown as { [customFetch]: typeof fetch })[customFetch];
  for (const given of ['http://id.example.test/token?code=1', new Request('http://id.example.test/token?code=1')])
    await expect(fetchIt(given)).rejects.toThrow('http://id.example.test, which is not https');
  expect(asked).not.toHaveBeenCalled();
  for (const url of ['https://id.example.test/token', 'http://localhost:8080/token', 'http://127.0.0.1/token'])
    await fetchIt(url);
  expect(asked).toHaveBeenCalledTimes(3);
  const lines = write.mock.calls.map(([line]) => JSON.parse(String(line)));
  asked.mockRejectedValueOnce(
    new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ENOTFOUND' }) }),
  );
  await expect(fetchIt('https://away.example.test/.well-known')).rejects.toThrow('fetch failed');
  const [last] = write.mock.lastCall ?? [];
  vi.restoreAllMocks();
  expect(JSON.parse(String(last))).toMatchObject({ origin: 'https://away.example.test', reason: 'ENOTFOUND no' });
  expect(lines[0]).toMatchObject({ message: 'provider without https', origin: 'http://id.example.test' });
  expect(JSON.stringify(lines)).not.toContain('code=1');
});
