import { randomInt } from 'node:crypto';
import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from './hands';
import { addressOf, type Load, type Shot, type Tally } from './load';

// Posts as many visitors at once would, in a process of its own, over kept connections.

const agents = new Map<number, http.Agent>();

serve<Load, Tally>(async (load) => {
  const tally: Tally = { accepted: [], refused: {}, wallMs: 0 };
  const begun = performance.now();
  let next = load.from;
  const fire = async (lane: number, dueAt = performance.now()) => {
    const to = addressOf(((next++ - 1) % load.accounts) + 1);
    const base = load.bases[lane % load.bases.length] ?? '';
    const outcome = await visit(base, lane, load.shot, to).catch((error: Error) => error.message);
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
  tally.wallMs = performance.now() - begun;
  return tally;
});

async function pace(rate: number, ms: number, fire: (lane: number, dueAt: number) => Promise<void>): Promise<void> {
  const begun = performance.now();
  const under = new Set<Promise<void>>();
  for (let n = 0; n < (rate * ms) / 1000; n += 1) {
    const dueAt = begun + (n * 1000) / rate;
    const early = dueAt - performance.now();
    if (early > 1) await sleep(early);
    const one = fire(n % 64, dueAt).finally(() => under.delete(one));
    under.add(one);
  }
  await Promise.all(under);
}

async function visit(base: string, lane: number, shot: Shot, to: string): Promise<string> {
  const status = await send(base, lane, shot, to);
  if (!shot.accepts.includes(status)) return String(status);
  return shot.next ? visit(base, lane, shot.next, to) : 'accepted';
}

function send(base: string, lane: number, { path, headers, body }: Shot, to: string): Promise<number> {
  const agent = agents.get(lane) ?? new http.Agent({ keepAlive: true, maxSockets: 1 });
  agents.set(lane, agent);
  const network = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`;
  const text = body?.replaceAll('{email}', to);
  const own = Object.entries(headers).map(([name, value]) => [
    name,
    value.replace('{network}', network).replace('{base}', base),
  ]);
  const length = text === undefined ? {} : { 'Content-Length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const options = {
      agent,
      method: text === undefined ? 'GET' : 'POST',
      headers: { ...Object.fromEntries(own), ...length },
    };
    const request = http.request(new URL(path, base), options, (response) => {
      response.resume();
      response.on('error', reject);
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    request.on('error', reject);
    request.end(text);
  });
}
