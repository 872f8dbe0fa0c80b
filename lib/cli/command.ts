import { parseArgs } from 'node:util';
import nextEnv from '@next/env';
import { databaseFix } from '@/lib/database-fixes';
import { EnvironmentIncomplete } from '@/lib/env';
import { reasonOf } from '@/lib/log';
import { joinDevelopment } from './development';

/** A usage error. The command exits with code 2. */
export class Misuse extends Error {}

/**
 * Runs an npm command: loads the .env files that `next start` loads, or takes the settings of a running `npm run dev`, answers --help,
 * prints errors with a fix, and ends the process.
 * Exit codes: 0 done, 1 not done, 2 usage error.
 */
export async function runCommand(help: string, work: (args: string[]) => Promise<number>): Promise<never> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) return end(0, help);
  nextEnv.loadEnvConfig(process.cwd(), false, { info: () => undefined, error: console.error });
  try {
    const site = await joinDevelopment(process.cwd());
    if (site) console.error(`On the development server at ${site}:\n`);
    return await end(await work(args));
  } catch (error) {
    console.error(explain(error));
    return end(error instanceof Misuse ? 2 : 1);
  }
}

/** Parses positional words, options with a value, and switches. @throws Misuse for an unknown option */
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

/** The message of an error, with a fix where one is known. */
function explain(error: unknown): string {
  if (error instanceof Misuse) return `${error.message}\nSee --help.`;
  if (error instanceof EnvironmentIncomplete) return error.message;
  const reason = reasonOf(error);
  const fix = databaseFix(reason);
  return fix ? `${reason}\n${fix} For details, run: npm run doctor` : reason;
}

// Exits explicitly, because open connections and threads would keep the process alive for a minute. Flushes stdout first.
async function end(code: number, text?: string): Promise<never> {
  if (text) console.log(text);
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(code);
}
