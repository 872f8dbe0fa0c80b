import { headers } from 'next/headers';

/** What a script or style from this page or elsewhere needs to run: `<Script src="https://…" nonce={await readNonce()} />`. */
export async function readNonce(): Promise<string | undefined> {
  return /'nonce-([^']+)'/.exec((await headers()).get('content-security-policy') ?? '')?.[1];
}
