import * as z from 'zod';
import type { profileColumns } from '@/db/schema';
import { personName } from './fields';

/**
 * What owners tell of themselves when they register, and can change on the account page: a field for each of `profileColumns` in
 * db/schema.ts. The columns of the same names of an imported file are read, too.
 */
export const profile = {
  name: personName,
} satisfies Record<ProfileField, z.ZodType<string>>;

export type ProfileField = keyof typeof profileColumns;

/** A profile as it was just typed and parsed. */
export type Profile = { [Field in ProfileField]: z.output<(typeof profile)[Field]> };

/** A profile as it is stored. A field that was added later may be empty. */
export type StoredProfile = Record<ProfileField, string>;

export const profileFields = Object.keys(profile) as ProfileField[];

/** Makes an object with something for each field. */
export function forEachField<Value>(make: (field: ProfileField) => Value): Record<ProfileField, Value> {
  return Object.fromEntries(profileFields.map((field) => [field, make(field)])) as Record<ProfileField, Value>;
}

/** Reads a profile that this application has written: a cookie may be older than one of the fields. */
export const storedProfile = z.object(forEachField(() => z.string().default('')));

/** The profile alone, of a row that holds more. */
export function profileOf(row: StoredProfile): StoredProfile {
  return forEachField((field) => row[field]);
}
