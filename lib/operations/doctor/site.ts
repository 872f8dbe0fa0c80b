import { type Check, fail, NotChecked, ok, type Verdict, warn } from './check';
import { isTrial, type Settings } from './settings';

/** Checks that APP_URL leads to this site, and that TRUSTED_PROXIES fits it. */
export function siteChecks(settings: Settings): Check[] {
  return [
    { name: 'address', look: () => checkAddress(settings) },
    { name: 'proxies', look: () => checkProxies(settings) },
  ];
}

/** An unreachable site is only a warning, because this machine may not see it by its public name. */
async function checkAddress({ APP_URL }: Settings): Promise<Verdict> {
  if (!APP_URL) throw new NotChecked('APP_URL is missing or wrong');
  const url = `${APP_URL}/api/health/live`;
  const answer = await visit(url);
  if ('problem' in answer) {
    const fix =
      'Expected before the first start, or if this machine cannot reach the site by its public name. Otherwise, fix APP_URL, DNS or the proxy.';
    return /CERT|certificate|SELF_SIGNED/i.test(answer.problem)
      ? fail(`${url}: ${answer.problem}`, 'People would see a warning: fix the certificate.')
      : warn(`${url} cannot be reached: ${answer.problem}`, fix);
  }
  if (answer.location) {
    const target = new URL(answer.location, url).origin;
    return fail(
      `${url} redirects to ${target}`,
      target === APP_URL
        ? 'A redirect in front of the site breaks forms: remove it for /api.'
        : `Links would point to the wrong site and forms would be rejected: set APP_URL=${target}`,
    );
  }
  if (answer.status !== 200 || !/"status":\s*"live"/.test(answer.text)) {
    return fail(
      `${url} answers ${answer.status}, but not as Return Key does`,
      'Set APP_URL to this site, and make its proxy forward every path.',
    );
  }
  if (/"network":\s*"unknown"/.test(answer.text)) {
    return fail(
      `${APP_URL} is this site, but it cannot read its visitors' IP addresses`,
      `TRUSTED_PROXIES must be the number of your proxies, and each must append the client's IP address to X-Forwarded-For. Until then all visitors share one rate limit.`,
    );
  }
  // The site answers 405 here, unless the form arrives without its length.
  const posted = await visit(url, { method: 'POST', headers: { Origin: APP_URL }, body: new FormData() });
  if ('status' in posted && posted.status === 411) {
    return fail(
      `${APP_URL} is this site, but its proxy forwards forms without their length, and each is refused with 411`,
      'Turn on request buffering in the proxy (nginx: proxy_request_buffering on).',
    );
  }
  if (!APP_URL.startsWith('https:')) return ok(`${APP_URL} is this site`);
  const plain = await visit(url.replace(/^https:/, 'http:').replace(/:\d+\//, '/'));
  if ('problem' in plain || plain.location?.startsWith('https:')) return ok(`${APP_URL} is this site, over https only`);
  return warn(`${APP_URL} is this site, but http:// answers as well`, 'Make the proxy redirect http:// to https://.');
}

function checkProxies(settings: Settings): Verdict {
  const { APP_URL, TRUSTED_PROXIES = 0, VERCEL } = settings;
  if (!APP_URL) throw new NotChecked('APP_URL is missing or wrong');
  if (VERCEL) return ok("Vercel reports the client's IP address itself");
  const says = `TRUSTED_PROXIES is ${TRUSTED_PROXIES}`;
  if (!isTrial(settings) && TRUSTED_PROXIES === 0) {
    return warn(
      `${says}, but APP_URL is https, so there must be a proxy in front`,
      'Set it to the number of your proxies. Until then all visitors count as one network and share its rate limits.',
    );
  }
  if (isTrial(settings) && TRUSTED_PROXIES > 0)
    return warn(
      `${says}, but APP_URL is not https, so there should be no proxy`,
      'Without a proxy anyone can evade the rate limits by sending X-Forwarded-For: set it to 0.',
    );
  return ok(says);
}

// A development server compiles the path first.
const longestAnswerMs = 10_000;

type Visit = { status: number; location: string | null; text: string } | { problem: string };

async function visit(url: string, options: RequestInit = {}): Promise<Visit> {
  try {
    const response = await fetch(url, { ...options, redirect: 'manual', signal: AbortSignal.timeout(longestAnswerMs) });
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: (await response.text()).slice(0, 1000),
    };
  } catch (error) {
    // fetch throws a generic error; the reason is in its cause.
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (cause instanceof Error && cause.name === 'TimeoutError')
      return { problem: `no answer within ${longestAnswerMs / 1000} seconds` };
    const code = cause instanceof Error && 'code' in cause ? `${cause.code}` : '';
    return { problem: code || (cause instanceof Error ? cause.message : String(cause)) };
  }
}
