import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** What a team writes itself: examples for a table `members`, under the paths of the files that they replace. */
const own = 'e2e/labs/embed/own';

/** A file of the recovery, and where its text is: its own path, or the example that replaces it. */
export type Part = { path: string; source: string; text: string };

/** What a visitor, an email program or the server opens first. Everything else follows from their imports. */
const entries = [
  'app/(auth)/layout.tsx',
  'app/(auth)/forgot-password/page.tsx',
  'app/(auth)/forgot-password/sent/page.tsx',
  'app/(auth)/reset-password/page.tsx',
  'app/(auth)/reset-password/[token]/route.ts',
  'app/(auth)/not-me/page.tsx',
  'app/(auth)/not-me/done/page.tsx',
  'app/(auth)/not-me/[token]/route.ts',
  'app/globals.css',
  'instrumentation.ts',
];

/** Every file that the recovery needs, in alphabetical order, and the packages that they import. */
export function listParts(): { parts: Part[]; packages: string[] } {
  const parts = new Map<string, Part>();
  const packages = new Set<string>();
  const follow = (path: string) => {
    if (parts.has(path)) return;
    const part = read(path);
    parts.set(path, part);
    for (const name of listImports(part)) {
      const found = resolve(path, name);
      if (found) follow(found);
      else if (!/^(node:|\.|@\/)/.test(name)) packages.add(packageOf(name));
    }
  };
  for (const entry of entries) follow(entry);
  const sorted = [...parts.values()].sort((one, other) => (one.path < other.path ? -1 : 1));
  return { parts: sorted, packages: [...packages].sort() };
}

function read(path: string): Part {
  const source = existsSync(join(root, own, path)) ? posix.join(own, path) : path;
  return { path, source, text: readFileSync(join(root, source), 'utf8') };
}

// Of the schema only some tables are taken, which import nothing more.
function listImports({ path, text }: Part): string[] {
  const statement =
    /\b(?:import|export)\b[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]|\bnew URL\(\s*['"](\.[^'"]+\.ts)['"]/g;
  if (!/\.tsx?$/.test(path)) return [];
  return [...text.matchAll(statement)].map(([, from, alone, url]) => from ?? alone ?? url ?? '');
}

function resolve(from: string, name: string): string | null {
  if (!/^(@\/|\.)/.test(name)) return null;
  const path = name.startsWith('@/') ? name.slice(2) : posix.join(dirname(from), name);
  const found = ['', '.ts', '.tsx', '/index.ts'].map((ending) => path + ending).find(isFile);
  if (!found) throw new Error(`${from} imports ${name}, which is not there.`);
  return found;
}

function isFile(path: string): boolean {
  return /\.\w+$/.test(path) && (existsSync(join(root, path)) || existsSync(join(root, own, path)));
}

function packageOf(name: string): string {
  return name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/');
}
