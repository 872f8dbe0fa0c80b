import { isLost } from '@/db';

/**
 * Lets many calls share one statement. What is asked for while the group before is under way goes together; under a light load a
 * call is alone and waits for nobody. A group that fails is asked for one by one, so that one bad call fails alone.
 */
export function grouped<Item, Result>(
  work: (items: Item[]) => Promise<Result[]>,
  most = 100,
): (item: Item) => Promise<Result> {
  let waiting: Call<Item, Result>[] = [];
  let isBusy = false;
  const run = async () => {
    while (waiting.length > 0) {
      const calls = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await answer(calls, work);
    }
    isBusy = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isBusy) return;
      isBusy = true;
      // After everything that is ready to run by now: it may want to come along.
      setImmediate(run);
    });
}

type Call<Item, Result> = { item: Item; resolve(result: Result): void; reject(error: unknown): void };

async function answer<Item, Result>(calls: Call<Item, Result>[], work: (items: Item[]) => Promise<Result[]>) {
  try {
    const results = await work(calls.map(({ item }) => item));
    if (results.length !== calls.length) throw new Error('A group was not answered one for one.');
    for (const [index, result] of results.entries()) calls[index]?.resolve(result);
  } catch (error) {
    // A connection that broke may have done everything: to ask again is for those who know what they asked for.
    if (calls.length === 1 || isLost(error)) for (const { reject } of calls) reject(error);
    else for (const call of calls) await answer([call], work);
  }
}
