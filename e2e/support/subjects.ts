import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';

const { addressChange, backupAddress, confirm, passwordChanged, reset, taken, takenDeleted } = en.mail;

/** The subjects by which tests tell emails apart, in English. */
export const subjects = {
  confirm: whole(confirm.subject(brand.name)),
  addressChange: whole(addressChange.subject(brand.name)),
  backupAddress: whole(backupAddress.subject(brand.name)),
  taken: whole(taken.subject(brand.name)),
  takenDeleted: whole(takenDeleted.subject(brand.name)),
  passwordChanged: whole(passwordChanged.subject(brand.name)),
  /** Of a requested reset. */
  reset: whole(reset.subject(brand.name)),
  /** Of the reset that is sent because the owner has just locked the account. */
  unlock: whole(reset.locked.subject(brand.name)),
};

function whole(subject: string): RegExp {
  return new RegExp(`^${subject.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}$`);
}
