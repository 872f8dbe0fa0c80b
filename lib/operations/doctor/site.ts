import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import type { Settings } from './settings';

/** Whether APP_URL leads here, and whether the proxies in front are told of. */
export function siteChecks(settings: Settings): Check[] {
  return [
    { name: 'address', look: () => judgeAddress(settings) },
    { name: 'proxies', look: () => judgeProxies(settings) },
  ];
}

/** From here the site may look other than from outside: what cannot be reached is no failure. */
async function judgeAddress({ APP_URL }: Settings): Promise<Verdict> {
  if (!APP_URL) throw new NotChecked('APP_URL is missing or wrong');
  const url = `${APP_URL}/api/health/live`;
  const answer = await visit(url);
  if ('problem' in answer) {
    const fix =
      'Fine before the first start, or when this machine does not see the site by its public name. Else mend APP_URL, DNS or the proxy.';
    return /CERT|certificate|SELF_SIGNED/i.test(answer.problem)
      ? fail(`${url}: ${answer.problem}`, 'People would see a warning: mend the certificate.')
      : warn(`${url} cannot be reached: ${answer.problem}`, fix);
  }
  if (answer.location) {
    const target = new URL(answer.location, url).origin;
    return fail(
      `${url} sends on to ${target}`,
      target === APP_URL
        ? 'A redirect in front of the site keeps forms from arriving: take it out for /api.'
        : `Links would lead astray, and forms be refused as foreign: set APP_URL=${target}`,
    );
  }
  if (answer.status !== 200 || !/"status":\s*"live"/.test(answer.text)) {
    return fail(
      `${url} answers ${answer.status}, and not as Return Key does`,
      'Let APP_URL name this site, and its proxy pass everything on.',
    );
  }
  if (!APP_URL.startsWith('https:')) return ok(`${APP_URL} is this site`);
  const plain = await visit(url.replace(/^https:/, 'http:').replace(/:\d+\//, '/'));
  if ('problem' in plain || plain.location?.startsWith('https:')) return ok(`${APP_URL} is this site, by https alone`);
  return warn(`${APP_URL} is this site, but http:// answers as well`, 'Let the proxy send http:// on to https://.');
}

function judgeProxies({ APP_URL, TRUSTED_PROXIES = 0, VERCEL }: Settings): Verdict {
  if (!APP_URL) throw new NotChecked('APP_URL is missing or wrong');
  if (VERCEL) return ok('Vercel names the visitor itself');
  const says = `TRUSTED_PROXIES is ${TRUSTED_PROXIES}`;
  const isLocal = APP_URL.startsWith('http:');
  if (!isLocal && TRUSTED_PROXIES === 0) {
    return warn(
      `${says}, but something in front must end the https of APP_URL`,
      'Set it to the number of your proxies. Until then all visitors count as one network, and share its limits.',
    );
  }
  if (isLocal && TRUSTED_PROXIES > 0)
    return warn(
      `${says}, and APP_URL has no proxy`,
      'Without a proxy whoever sends X-Forwarded-For gets a budget of their own: set it to 0.',
    );
  return ok(says);
}

type Visit = { status: number; location: string | null; text: string } | { problem: string };

async function visit(url: string): Promise<Visit> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(5000) });
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: (await response.text()).slice(0, 1000),
    };
  } catch (error) {
    // What fetch throws says nothing; its cause does.
    const told = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = told instanceof Error && 'code' in told ? `${told.code}` : '';
    return { problem: code || (told instanceof Error ? told.message : String(told)) };
  }
}
