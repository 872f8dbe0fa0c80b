/** The values of one row or user, under their plain names. */
export type Fields = ReadonlyMap<string, unknown>;

/** What a file says of one user, unchecked. `at`: its line or, in JSON, which user of the file it is. */
export type FileRecord = { at: number; fields: Fields };

/** A row that is not imported. The reason is for operators; `address` is what the file says. */
export type Refusal = { at: number; address: string; reason: string };

/** What a file is made of. Comes before its first record. */
export type Shape = { kind: 'csv' | 'json'; counts: 'line' | 'user'; names: readonly string[] };

export type FilePart = Shape | FileRecord | Refusal;

/** The first line of a file that was made for this import. */
export const plainHeader = 'name,email,passwordHash';

/** A name without what products write differently: password_hash, passwordHash and "Password Hash" are one. */
export function plainName(name: string): string {
  return name.replace(/[\s_-]/g, '').toLowerCase();
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
