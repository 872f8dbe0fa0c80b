import { randomInt } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './helpers';
import { addressOf, type Load, type RequestTemplate, type Tally } from './load';

// Sends the requests of many concurrent clients from a separate process, over keep-alive connections.

const agents = new Map<number, http.Agent>();

serve<Load, Tally>(async (load) => {
  const tally: Tally = { accepted: [], refused: {}, begunAt: performance.timeOrigin + performance.now() };
  const begun = performance.now();
  let next = load.from;
  const fire = async (lane: number, dueAt = performance.now()) => {
    const to = addressOf(((next++ - 1) % load.users) + 1);
    const base = load.bases[lane % load.bases.length] ?? '';
    const outcome = await visit(base, lane, load.template, to).catch((error: Error) => error.message);
    if (outcome === 'accepted') {
      const now = performance.now();
      tally.accepted.push({ to, at: performance.timeOrigin + now, ms: now - dueAt });
    } else tally.refused[outcome] = (tally.refused[outcome] ?? 0) + 1;
  };
  if (load.rate) await pace(load.rate, load.ms, fire);
  else
    await Promise.all(
      Array.from({ length: load.lanes }, async (_, lane) => {
        while (performance.now() - begun < load.ms) await fire(lane);
      }),
    );
  return tally;
});

async function pace(rate: number, ms: number, fire: (lane: number, dueAt: number) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const inFlight = new Set<Promise<void>>();
  for (let n = 0; n < (rate * ms) / 1000; n += 1) {
    const dueAt = begun + (n * 1000) / rate;
    const waitMs = dueAt - performance.now();
    if (waitMs > 1) await sleep(waitMs);
    const one = fire(n % 64, dueAt).finally(() => inFlight.delete(one));
    inFlight.add(one);
  }
  await Promise.all(inFlight);
}

async function visit(base: string, lane: number, template: RequestTemplate, to: string): Promise<string> {
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  let cookie = '';
  for (let step: RequestTemplate | undefined = template; step; step = step.next) {
    const { status, setCookies } = await send(base, lane, step, { to, network, cookie });
    if (!step.accepts.includes(status)) return String(status);
    cookie = setCookies.map((one) => one.split(';')[0]).join('; ') || cookie;
  }
  return 'accepted';
}

type Sender = { to: string; network: string; cookie: string };

function send(base: string, lane: number, { path, headers, body }: RequestTemplate, { to, network, cookie }: Sender) {
  const agent = agents.get(lane) ?? new http.Agent({ keepAlive: true, maxSockets: 1 });
  agents.set(lane, agent);
  const text = body?.replaceAll('{email}', to);
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace('{network}', network).replace('{base}', base),
  ]);
  const length = text === undefined ? {} : { 'Content-Length': Buffer.byteLength(text) };
  const options = {
    agent,
    method: text === undefined ? 'GET' : 'POST',
    headers: { ...Object.fromEntries(own), ...length, ...(cookie && { Cookie: cookie }) },
  };
  return new Promise<{ status: number; setCookies: string[] }>((resolve, reject) => {
    const url = new URL(path.replaceAll('{email}', encodeURIComponent(to)), base);
    const request = http.request(url, options, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, setCookies: response.headers['set-cookie'] ?? [] }),
      );
    });
    request.on('error', reject);
    request.end(text);
  });
}
