import { parseArgs } from 'node:util';
import nextEnv from '@next/env';
import { EnvironmentIncomplete } from '@/lib/env';
import { reasonOf } from '@/lib/log';
import { databaseFix } from '@/lib/operations/doctor/fixes';

/** Thrown when a command was called in a way that it does not know. It ends with code 2. */
export class Misuse extends Error {}

/**
 * Runs a command of the package: reads the files that `next start` reads (.env, .env.production, their .local forms), answers
 * --help, tells what went wrong with its mend, and ends the process. Codes: 0 done, 1 not done, 2 called in a wrong way.
 */
export async function runCommand(help: string, work: (args: string[]) => Promise<number>): Promise<never> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return end(0, help);
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error });
  try {
    return await end(await work(args));
  } catch (error) {
    console.error(explain(error));
    return end(error instanceof Misuse ? 2 : 1);
  }
}

/** Reads the words and the options of a call: an option takes a value, or is a switch. */
export function readArgs(args: string[], names: { values?: readonly string[]; switches?: readonly string[] }) {
  const value = (names.values ?? []).map((name) => [name, { type: 'string' }] as const);
  const flag = (names.switches ?? []).map((name) => [name, { type: 'boolean' }] as const);
  const { values, positionals } = parse(args, Object.fromEntries([...value, ...flag]));
  return {
    words: positionals,
    value: (name: string) => (typeof values[name] === 'string' ? values[name] : undefined),
    isOn: (name: string) => values[name] === true,
  };
}

function parse(args: string[], options: Record<string, { type: 'string' | 'boolean' }>) {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** What went wrong, with its mend where one is known. */
function explain(error: unknown): string {
  if (error instanceof Misuse) return `${error.message}\nSee --help.`;
  if (error instanceof EnvironmentIncomplete) return error.message;
  const reason = reasonOf(error);
  const fix = databaseFix(reason);
  return fix ? `${reason}\n${fix} npm run doctor tells more.` : reason;
}

// Open connections and threads would keep the process for a minute. What was printed has to get through the pipe first.
async function end(code: number, text?: string): Promise<never> {
  if (text) console.log(text);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}
