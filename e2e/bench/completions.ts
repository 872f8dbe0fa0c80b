import { Visitor } from '../visitor';
import type { Hand } from './hands';
import { addressOf } from './load';
import { readLink } from './mails';
import type { Servers } from './servers';
import type { SinkOrder, SinkReport } from './sink';

/** Whole recoveries, up to the open form: so many visitors, in turn at each server, with accounts that nobody else uses. */
export function prepareCompletions(
  sink: Hand<SinkOrder, SinkReport>,
  { bases }: Servers,
  from: number,
  count: number,
): Promise<Visitor[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, n) => {
      const visitor = new Visitor(undefined, bases[n % bases.length]);
      const email = addressOf(5000 + from + n);
      await visitor.open('/forgot-password');
      await visitor.submit({ email }, { Origin: bases[0] ?? '' });
      await visitor.open(new URL(await readLink(sink, email, '/reset-password/')).pathname);
      return visitor;
    }),
  );
}

/** Sends all the new passwords, eight at a time. @returns how many a second */
export async function complete(visitors: Visitor[], { bases: [origin = ''] }: Servers): Promise<number> {
  const begun = performance.now();
  const left = [...visitors];
  const lane = async () => {
    for (let visitor = left.pop(); visitor; visitor = left.pop()) {
      const answer = await visitor.press({ password: 'some other words that nobody guesses' }, { Origin: origin });
      if (answer.status !== 303) throw new Error(`A completion was answered with ${answer.status}: ${answer.text}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, lane));
  return (visitors.length * 1000) / (performance.now() - begun);
}
