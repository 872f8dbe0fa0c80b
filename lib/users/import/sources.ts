import { type Fields, isObject, plainName } from './records';

/** Where a value of a user is found. `names`: the fields that are read, as the product spells them. */
export type Source = { names: readonly string[]; read(fields: Fields): string };
export type Flag = { names: readonly string[]; read(fields: Fields): boolean };

/** The text of a field or, with `key`, what JSON in the field has under this key. */
export function text(name: string, key?: string): Source {
  const plain = plainName(name);
  const read = (fields: Fields) => toText(key ? toObject(fields.get(plain))[key] : fields.get(plain));
  return { names: [name], read };
}

/** The first source that is not empty. */
export function first(...sources: Source[]): Source {
  return {
    names: sources.flatMap(({ names }) => names),
    read(fields) {
      for (const source of sources) {
        const found = source.read(fields);
        if (found) return found;
      }
      return '';
    },
  };
}

export function joined(...names: string[]): Source {
  const sources = names.map((name) => text(name));
  const read = (fields: Fields) => sources.map((source) => source.read(fields));
  return { names, read: (fields) => read(fields).join(' ').trim() };
}

/** Whether a field says yes. `absent`: the answer for a user without the field. */
export function isTrue(name: string, { absent = false } = {}): Flag {
  return flag(name, absent, (value) => /^(true|t|yes|y|1)$/i.test(value));
}

export function isFalse(name: string): Flag {
  return flag(name, false, (value) => /^(false|f|no|n|0)$/i.test(value));
}

export function filled(name: string, { absent = false } = {}): Flag {
  return flag(name, absent, (value) => value !== '');
}

/** Whether a field has a moment that is still to come, or one that cannot be read, such as "infinity". */
export function future(name: string): Flag {
  return flag(name, false, (value) => value !== '' && !(Date.parse(value) <= Date.now()));
}

/** Whether a field lists what another field has. */
export function listed(list: string, name: string): Flag {
  const [plain, wanted] = [plainName(list), text(name)];
  const read = (fields: Fields) => {
    const given = fields.get(plain);
    const entries = Array.isArray(given) ? given.map(String) : toText(given).split(/[\s,;|]+/);
    return entries.some((entry) => entry !== '' && entry.toLowerCase() === wanted.read(fields).toLowerCase());
  };
  return { names: [list, name], read };
}

/** An object, also one that is a text of JSON; an empty one when it is neither. */
export function toObject(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value;
  try {
    const read: unknown = typeof value === 'string' ? JSON.parse(value) : null;
    return isObject(read) ? read : {};
  } catch {
    return {};
  }
}

// Databases write a missing value as \N or NULL.
export function toText(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const given = typeof value === 'string' ? value.trim() : '';
  return given === '\\N' || given === 'NULL' ? '' : given;
}

function flag(name: string, absent: boolean, isIt: (value: string) => boolean): Flag {
  const plain = plainName(name);
  return { names: [name], read: (fields) => (fields.has(plain) ? isIt(toText(fields.get(plain))) : absent) };
}
