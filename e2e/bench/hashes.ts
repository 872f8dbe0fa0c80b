import { Visitor } from '../visitor';
import type { Crew } from './cell';
import { browser, multipart } from './forms';
import { hire } from './hands';
import { addressOf, type Load, type Shot, type Tally } from './load';
import { readLink } from './mails';
import { type Ours, password } from './ours';
import { measureHash } from './references';
import type { Report } from './report';
import type { Servers } from './servers';
import { percentile } from './statistics';
import { bar, barHead, figure, table } from './table';

/** A visitor of the load asks for a reset so often a second while others keep all cores busy with passwords. */
const askRate = 20;
/** A recovery compares with the present password before it hashes the new one. */
const hashesOfCompletion = 2;

type Plan = { processes: number; seconds: number };

/** Signing in and setting passwords, beside what bcryptjs alone does on the same cores; and what others feel of it. */
export async function measureHashing(crew: Crew, ours: Ours, plan: Plan, report: Report): Promise<void> {
  const ms = Math.max(5000, plan.seconds * 1000);
  await crew.sink.ask({ delayMs: 0 });
  await ours.forget();
  const before = await measureHash(12, ms);
  const servers = await ours.start(plan.processes);
  const asking = (await ours.learn(servers))['without JavaScript'] as Shot;
  const load = { bases: servers.bases, accounts: 4000, ms };
  const ask = (driver: Crew['driver'], from: number) =>
    driver.ask({ ...load, shot: asking, lanes: 1, rate: askRate, from });
  await ask(crew.driver, 1000);
  const idle = await ask(crew.driver, 2000);
  await servers.read();
  const other = hire<Load, Tally>('./driver.ts');
  const signingIn = { ...load, shot: await learnSignIn(servers), lanes: 8, from: 3 };
  const [signIns, busy] = await Promise.all([other.ask(signingIn), ask(crew.driver, 3000)]);
  const { stallMs } = await servers.read();
  const completions = await complete(crew, servers, Math.max(16, Math.round(before * 2)));
  await servers.stop();
  const bare = (before + (await measureHash(12, ms))) / 2;
  const perSecond = (signIns.accepted.length * 1000) / signIns.wallMs;
  report.say(
    `bcryptjs alone, cost 12, all cores: ${figure(bare)}/s. Sign-ins: ${figure(perSecond)}/s${refusals(signIns)}. Completions: ${figure(completions)}/s.`,
  );
  const p95 = ({ accepted }: Tally) =>
    percentile(
      accepted.map((one) => one.ms),
      95,
    );
  report.say(
    table(barHead, [
      bar('sign-ins, of what bcryptjs does alone', perSecond / bare, 0.9, 'at least'),
      bar(
        'hashes of completions, of what bcryptjs does alone',
        (completions * hashesOfCompletion) / bare,
        0.9,
        'at least',
      ),
      bar(
        `meanwhile: p95 of forgot-password beside idle (${figure(p95(idle))} ms)`,
        p95(busy) / p95(idle),
        2,
        'at most',
      ),
      bar('meanwhile: event loop delay p99, ms', stallMs, 20, 'at most'),
    ]),
  );
}

const refusals = ({ refused }: Tally) =>
  Object.entries(refused)
    .map(([status, count]) => `, ${count} × ${status}`)
    .join('');

async function learnSignIn({ bases: [base = ''] }: Servers): Promise<Shot> {
  const visitor = new Visitor(undefined, base);
  const form = await visitor.open('/login').then(() => visitor.findForm(['email', 'password']));
  const fields: [string, string][] = [...form, ['email', '{email}'], ['password', password]];
  return { path: '/login', ...multipart({ ...browser, Origin: base }, fields), accepts: [303] };
}

/** Whole recoveries up to the open form; then all the new passwords, eight at a time. @returns how many a second */
async function complete({ sink }: Crew, { bases: [base = ''] }: Servers, count: number): Promise<number> {
  const visitors = await Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const visitor = new Visitor(undefined, base);
      await visitor.forgot(addressOf(5000 + n));
      await visitor.open(await readLink(sink, addressOf(5000 + n), '/reset-password/'));
      return visitor;
    }),
  );
  const begun = performance.now();
  const left = [...visitors];
  const lane = async () => {
    for (let visitor = left.pop(); visitor; visitor = left.pop()) {
      const answer = await visitor.press({ password: 'some other words that nobody guesses' });
      if (answer.status !== 303) throw new Error(`A completion was answered with ${answer.status}: ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return (count * 1000) / (performance.now() - begun);
}
