import { forEachField } from '@/lib/profile';
import { auth0Hash, deviseHash, firebaseHash, keycloakHash } from './hashes';
import { plainName } from './records';
import { type Flag, filled, first, future, isFalse, isTrue, joined, listed, type Source, text } from './sources';

/** How the files of one product are recognized and read. Names are plain names (records.ts). */
export type Format = {
  /** For `--format`. */
  name: string;
  /** For operators, after "Read as". */
  title: string;
  /** Whether the names of a file are those of this product. */
  isIt(names: ReadonlySet<string>, kind: 'csv' | 'json'): boolean;
  email: Source;
  fullName: Source;
  passwordHash: Source;
  /** Whether the product has verified the address; absent when it says nothing about that, so that the operator vouches for it. */
  isVerified?: Flag;
  isDisabled?: Flag;
  isDeleted?: Flag;
};

const has =
  (...wanted: string[]) =>
  (names: ReadonlySet<string>) =>
    wanted.every((name) => names.has(plainName(name)));
const personal = joined('first_name', 'last_name');

/** The first that recognizes a file reads it. */
export const formats: readonly Format[] = [
  {
    name: 'clerk',
    title: 'an export of Clerk',
    isIt: has('primary_email_address'),
    email: text('primary_email_address'),
    fullName: first(personal, text('username')),
    passwordHash: text('password_digest'),
    isVerified: listed('verified_email_addresses', 'primary_email_address'),
    isDisabled: isTrue('banned'),
  },
  {
    name: 'firebase',
    title: 'an export of Firebase',
    isIt: has('localId'),
    email: text('email'),
    fullName: text('displayName'),
    passwordHash: firebaseHash,
    isVerified: isTrue('emailVerified'),
    isDisabled: isTrue('disabled'),
  },
  {
    name: 'keycloak',
    title: 'an export of Keycloak',
    isIt: has('username', 'enabled'),
    email: text('email'),
    fullName: first(personal, text('username')),
    passwordHash: keycloakHash,
    isVerified: isTrue('emailVerified'),
    isDisabled: isFalse('enabled'),
  },
  {
    name: 'supabase',
    title: 'an export of Supabase',
    isIt: has('encrypted_password', 'raw_user_meta_data'),
    email: text('email'),
    fullName: first(text('raw_user_meta_data', 'full_name'), text('raw_user_meta_data', 'name')),
    passwordHash: text('encrypted_password'),
    isVerified: filled('email_confirmed_at'),
    isDisabled: future('banned_until'),
    isDeleted: filled('deleted_at'),
  },
  {
    name: 'devise',
    title: 'a table of Devise',
    isIt: has('email', 'encrypted_password'),
    email: text('email'),
    fullName: first(text('name'), text('full_name'), personal, text('username')),
    passwordHash: deviseHash,
    // The column is there when the module "confirmable" is.
    isVerified: filled('confirmed_at', { absent: true }),
    isDeleted: filled('deleted_at'),
  },
  {
    name: 'django',
    title: 'users of Django',
    isIt: has('email', 'password', 'last_login'),
    email: text('email'),
    fullName: first(personal, text('name'), text('full_name'), text('username')),
    passwordHash: text('password'),
    isDisabled: isFalse('is_active'),
  },
  {
    name: 'wordpress',
    title: 'users of WordPress',
    isIt: has('user_email', 'user_pass'),
    email: text('user_email'),
    fullName: first(text('display_name'), text('user_login')),
    passwordHash: text('user_pass'),
  },
  {
    name: 'auth0',
    title: 'an export of Auth0',
    // A table with emailVerified may be of anyone's making.
    isIt: (names, kind) =>
      [has('email', 'user_id'), has('email', 'custom_password_hash')].some((isIt) => isIt(names)) ||
      (kind === 'json' && has('email', 'email_verified')(names)),
    email: text('email'),
    fullName: first(text('name'), joined('given_name', 'family_name'), text('nickname')),
    passwordHash: auth0Hash,
    isVerified: isTrue('email_verified'),
    isDisabled: isTrue('blocked'),
  },
  {
    name: 'plain',
    title: 'a file with name, email and passwordHash',
    isIt: (names, kind) => has('email')(names) && (kind === 'json' || has('name', 'passwordHash')(names)),
    email: text('email'),
    fullName: text('name'),
    passwordHash: text('passwordHash'),
    isVerified: isTrue('emailVerified', { absent: true }),
    isDisabled: isTrue('disabled'),
  },
];

/** Columns of our own, which may stand in a file of any format: a backup address, and the profile besides the name. */
export const ownColumns = {
  backup: text('backupEmail'),
  profile: forEachField((field) => text(field)),
};
