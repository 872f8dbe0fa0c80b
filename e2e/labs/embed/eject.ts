import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listParts, type Part } from './closure';
import { guide } from './guide';
import { extractSchema, type UserId } from './tables';

// npm run eject -- recovery FOLDER [--user-id bigint]
// Copies what a reset needs, and nothing else, into another Next.js application: its pages, emails, worker and tables.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const usage = 'npm run eject -- recovery FOLDER [--user-id uuid|bigint|integer|text]';
const userIds: readonly UserId[] = ['uuid', 'bigint', 'integer', 'text'];

const given = readGiven();
const [what, folder] = given?.positionals ?? [];
const userId = userIds.find((type) => type === (given?.values['user-id'] ?? 'uuid'));
if (given?.values.help) console.log(usage);
else if (what === 'recovery' && folder && userId) await eject(resolve(process.env.INIT_CWD ?? '.', folder), userId);
else fail(usage, 2);

/** Null for an option that is unknown. */
function readGiven() {
  try {
    return parseArgs({ allowPositionals: true, options: { 'user-id': { type: 'string' }, help: { type: 'boolean' } } });
  } catch {
    return null;
  }
}

async function eject(to: string, userId: UserId): Promise<void> {
  if (existsSync(join(to, 'src', 'app'))) return fail(`Your pages are in src/app: use ${join(to, 'src')}.`);
  const { parts, packages } = listParts();
  const files = parts.map((part) =>
    part.path === 'db/schema.ts' ? { ...part, text: extractSchema(parts, userId) } : part,
  );
  const schema = files.find(({ path }) => path === 'db/schema.ts')?.text ?? '';
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  // Those of the application stay as they are.
  const versions = packages
    .filter((name) => !/^(next|react|react-dom)$/.test(name))
    .map((name) => `${name}@${dependencies[name]}`);
  const written: Pick<Part, 'path' | 'text'>[] = [
    ...files,
    { path: 'db/recovery.sql', text: await writeTables(schema) },
    { path: 'RECOVERY.md', text: guide(files, versions) },
  ];
  const taken = written.filter(({ path }) => existsSync(join(to, path))).map(({ path }) => path);
  if (taken.length > 0)
    return fail(
      `Nothing was written. These are there already:\n${taken.join('\n')}\nEject into an empty folder, and merge by hand: RECOVERY.md there says how.`,
    );
  for (const { path, text } of written) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), text);
  }
  console.log(`${written.length} files are in ${to}. RECOVERY.md says what to do next.`);
}

/** The statements that create the tables of a schema. */
async function writeTables(schema: string): Promise<string> {
  // Inside the project, so that its packages are found.
  const file = join(root, '.data', `eject-${process.pid}.ts`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, schema);
  try {
    const { generateDrizzleJson, generateMigration } = await import('drizzle-kit/api');
    const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(await import(file)));
    return `${statements.join('\n')}\n`;
  } finally {
    await rm(file);
  }
}

function fail(message: string, code = 1): void {
  console.error(message);
  process.exitCode = code;
}
