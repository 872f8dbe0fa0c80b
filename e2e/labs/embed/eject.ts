import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { listParts, type Part } from './closure';
import { guide } from './guide';
import { createStatements, extractSchema, type UserId, userIds, withMemberId } from './tables';

// Copies what a reset needs, and nothing else, into another Next.js application: its pages, emails, worker and tables.

const root = fileURLToPath(new URL('../../..', import.meta.url));
const usage = `npm run eject -- recovery FOLDER [--user-id uuid|bigint|integer|text]

Copies the recovery alone into another Next.js application.

FOLDER     the folder that has its app/, such as . or src; or an empty one, to merge from by hand. Nothing there is overwritten.
--user-id  the SQL type of the ids in its users table. Default: uuid.`;

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
  const schema = extractSchema(parts, userId);
  const members = withMemberId(parts.find(({ path }) => path === 'db/members.ts')?.text ?? '', userId);
  const rewritten = new Map([
    ['db/schema.ts', schema],
    ['db/members.ts', members],
  ]);
  const files = parts.map((part) => ({ ...part, text: rewritten.get(part.path) ?? part.text }));
  const { dependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  // Those of the application stay as they are.
  const versions = packages
    .filter((name) => !/^(next|react|react-dom)$/.test(name))
    .map((name) => `${name}@${dependencies[name]}`);
  const types = ['node', ...packages].map((name) => `@types/${name}`).filter((name) => name in dependencies);
  const membersSql = await writeTables('members', members);
  const written: Pick<Part, 'path' | 'text'>[] = [
    ...files,
    { path: 'db/recovery.sql', text: await writeTables('schema', schema) },
    { path: 'RECOVERY.md', text: guide({ files, packages: versions, types, userId, membersSql }) },
  ];
  const taken = written.filter(({ path }) => existsSync(join(to, path))).map(({ path }) => path);
  if (taken.length > 0)
    return fail(
      `Nothing was written. These are there already:\n${taken.join('\n')}\nDelete them if they are of an earlier eject and unchanged. Otherwise eject into an empty folder, and merge by hand: RECOVERY.md there says how.`,
    );
  for (const { path, text } of written) {
    await mkdir(dirname(join(to, path)), { recursive: true });
    await writeFile(join(to, path), text);
  }
  console.log(
    `${written.length} files are in ${to}, for user ids of type ${userId}. RECOVERY.md says what to do next.`,
  );
}

/** The statements that create the tables of a module. @param name another for each module */
async function writeTables(name: string, text: string): Promise<string> {
  // Inside the project, so that its packages are found.
  const file = join(root, '.data', `eject-${name}-${process.pid}.ts`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
  try {
    return `${(await createStatements(await import(file))).join('\n')}\n`;
  } finally {
    await rm(file);
  }
}

function fail(message: string, code = 1): void {
  console.error(message);
  process.exitCode = code;
}
