/** The columns of the CSV that Firebase exports, which has no line with their names; the last one may be missing. */
export const firebaseColumns = [
  'localId',
  'email',
  'emailVerified',
  'passwordHash',
  'salt',
  'displayName',
  'photoUrl',
  ...['google', 'facebook', 'twitter', 'github'].flatMap((provider) =>
    ['Id', 'Email', 'DisplayName', 'PhotoUrl'].map((name) => provider + name),
  ),
  'createdAt',
  'lastSignedInAt',
  'phoneNumber',
  'disabled',
  'customAttributes',
  // Each line ends with a comma.
  '',
];

/** Whether the first line of a file is a user of Firebase instead of names of columns. */
export function isFirebaseRow(record: readonly string[]): boolean {
  const isLong = record.length >= firebaseColumns.length - 3 && record.length <= firebaseColumns.length;
  return isLong && /^(true|false)$/.test(record[2] ?? '') && /^(|.*@.*)$/.test(record[1] ?? '');
}
