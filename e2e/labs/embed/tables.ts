import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api';
import type { Part } from './closure';

/** SQL types that an id of a user can have. */
export const userIds = ['uuid', 'bigint', 'integer', 'text'] as const;
export type UserId = (typeof userIds)[number];

const schemaPath = 'db/schema.ts';

/** The id of the example members table, by its type. Each has a default, so that a member can be inserted without one. */
const memberIds: Record<UserId, string> = {
  uuid: "uuid('member_id').primaryKey().defaultRandom()",
  bigint: "bigint('member_id', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity()",
  integer: "integer('member_id').primaryKey().generatedAlwaysAsIdentity()",
  text: "text('member_id').primaryKey().default(sql`gen_random_uuid()`)",
};

/** The example members table with ids of another type. @param text db/members.ts, whose ids are bigint */
export function withMemberId(text: string, type: UserId): string {
  const imports = 'bigint, index, pgTable, text';
  if (!text.includes(memberIds.bigint) || !text.includes(imports)) throw new Error('The table of members is another.');
  const names = [...new Set([...imports.split(', '), type])].sort();
  return text.replace(memberIds.bigint, memberIds[type]).replace(imports, names.join(', '));
}

/**
 * The part of the schema that some files import, without references to the users table.
 * @param userId the type of an id in that table
 */
export function extractSchema(parts: readonly Part[], userId: UserId): string {
  const schema = parts.find(({ path }) => path === schemaPath);
  if (!schema) throw new Error('None of the files uses the schema.');
  const [head = '', ...declarations] = split(schema.text);
  const named = new Map(declarations.map((text) => [nameOf(text), text]));
  const wanted = new Set<string>();
  const take = (name: string) => {
    const text = named.get(name);
    if (text === undefined || wanted.has(name)) return;
    wanted.add(name);
    for (const [word] of text.replaceAll(/\/\*\*.*?\*\/|\/\/[^\n]*/gs, '').matchAll(/\w+/g)) take(word);
  };
  const others = parts.filter(({ path }) => path !== schemaPath).map(({ text }) => text);
  for (const name of others.flatMap(listNames)) take(name);
  // Some tables are only used in SQL.
  for (const [name, text] of named) {
    const inSql = /pgTable\(\s*'(\w+_\w+)'/.exec(text)?.[1];
    if (inSql && others.some((other) => other.includes(inSql))) take(name);
  }
  const kept = declarations.filter((text) => wanted.has(nameOf(text))).join('\n');
  return userId === 'uuid' ? `${head}\n${kept}` : withUserId(`${head}\n${kept}`, userId);
}

// A reset has ids as text, whatever their type. The driver gives integers as numbers.
function withUserId(text: string, type: UserId): string {
  const column = `const userId = customType<{ data: string; driverData: unknown }>({
  dataType: () => '${type}',
  fromDriver: String,
});`;
  return text
    .replace('  boolean,\n', '  boolean,\n  customType,\n')
    .replace(/\nconst moment/, `\n/** An id of your users table. */\n${column}\n\nconst moment`)
    .replaceAll("uuid('user_id')", "userId('user_id')");
}

/** The statements that create the tables of a module. */
export async function createStatements(module: Record<string, unknown>): Promise<string[]> {
  const statements = await generateMigration(generateDrizzleJson({}), generateDrizzleJson(module));
  // An identity's sequence is named, and counts, as PostgreSQL does without being told.
  return statements.map((statement) => statement.replaceAll(/ \(sequence name [^)]*\)/g, ''));
}

/** The imports, then each declaration with its comment. */
function split(text: string): string[] {
  const blocks = text
    .replaceAll(/\n\s*\.references\(\(\) => users\.id[^\n]*/g, ',')
    .split(/\n(?=\/\*\*|export |const )/)
    .reduce<string[]>((found, block) => {
      const before = found.at(-1);
      if (before?.startsWith('/**') && !nameOf(before)) found[found.length - 1] = `${before}\n${block}`;
      else found.push(block);
      return found;
    }, []);
  return blocks;
}

function nameOf(text: string): string {
  return /^(?:export )?(?:const|type) (\w+)/m.exec(text)?.[1] ?? '';
}

function listNames(text: string): string[] {
  return [...text.matchAll(/import (?:type )?\{([^}]*)\} from '@\/db\/schema'/g)].flatMap(([, names = '']) =>
    names.split(',').map(
      (name) =>
        name
          .replace(/^\s*type /, '')
          .trim()
          .split(' ')[0] ?? '',
    ),
  );
}
