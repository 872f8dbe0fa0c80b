import { mostSeconds, secondsOf } from '@/lib/passwords/imported';
import { NotChecked, ok, type Verdict } from './check';
import type { Line } from './connection';

/** Says what imported passwords add to every sign-in, and how much is left for another import. */
export async function checkImports(line: Line, bcryptCost: number): Promise<Verdict> {
  const rows = await line.ask('select work from imported_works').catch(() => {
    throw new NotChecked('the table imported_works is missing, or the permission to read it');
  });
  if (rows.length === 0) return ok('no password of another product is left');
  const seconds = secondsOf(
    rows.map(({ work }) => String(work)),
    bcryptCost,
  );
  return ok(`every sign-in takes about ${seconds.toFixed(1)} s longer, of ${mostSeconds} s at most`);
}
