import { isObject } from './records';
import { first, type Source, text, toObject, toText } from './sources';

// The hash of a user in the form that lib/passwords/imported.ts reads, where a product writes another.

const custom: Source = {
  names: ['custom_password_hash'],
  read(fields) {
    const { hash } = toObject(fields.get('custompasswordhash'));
    return isObject(hash) ? toText(hash.value) : '';
  },
};

/** Auth0: its own hash or, of a user who was imported there and has not signed in since, the one before. */
export const auth0Hash = first(text('password_hash'), custom);

const encrypted = text('encrypted_password');

/** Devise: bcrypt, perhaps of the password with a pepper, which is a setting. */
export const deviseHash: Source = {
  names: encrypted.names,
  read: (fields) => encrypted.read(fields) && `devise:${encrypted.read(fields)}`,
};

const [hash, salt] = [text('passwordHash'), text('salt')];

/** Firebase: the hash and its salt. The keys of the project are settings. */
export const firebaseHash: Source = {
  names: [...hash.names, ...salt.names],
  read: (fields) => hash.read(fields) && `firebase-scrypt$${salt.read(fields)}$${hash.read(fields)}`,
};

/** Keycloak: the credential that is a password, whose two parts are JSON in JSON. */
export const keycloakHash: Source = {
  names: ['credentials'],
  read(fields) {
    const given = fields.get('credentials');
    const credentials = Array.isArray(given) ? given.filter(isObject) : [];
    const found = credentials.find(({ type }) => type === 'password');
    if (!found) return '';
    const [secretData, credentialData] = [toObject(found.secretData), toObject(found.credentialData)];
    return JSON.stringify({ secretData, credentialData });
  },
};
