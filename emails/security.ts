import { brand } from '@/lib/brand';
import type { Words } from '@/lib/words';
import { isolate } from '@/lib/words/language';
import { formatMoment } from '@/lib/words/time';
import { type Block, paragraph } from './blocks';
import { tame } from './untrusted';

/** What changed about the ways into an account, besides its password and its address. */
export type SecurityChange =
  | { factor: 'authenticator' | 'passkey'; change: 'added' | 'removed'; name?: string | undefined }
  /** `left`: how many codes the account has. */
  | { codes: 'renewed' | 'used' | 'low'; left: number }
  /** As the reader may see it. */
  | { backupAddress: 'added' | 'removed'; address: string }
  /** `provider`: as people know it. `account`: the address there, as the reader may see it, or empty. */
  | { identity: 'added' | 'removed'; provider: string; account: string }
  | { wait: 'started' | 'half' | 'cancelled' | 'ended'; endsAt: Date };

/** What the notice of such a change says in its own words; the rest is that of every notice. */
export function tellSecurity(
  words: Words,
  email: string,
  change: SecurityChange,
): { heading: string; what: Block[]; when: string; fine?: string; act: string } {
  const { security } = words.mail;
  const { when, act } = security;
  const of = [brand.name, isolate(words, email)] as const;
  if ('factor' in change) {
    const { heading, what } = security[change.factor][change.change];
    // A name that a mail client would make a link of is left out.
    const name = tame(change.name);
    const named = name === null ? [] : [paragraph(security.passkeyName(name))];
    return { heading, what: [paragraph(what(...of)), ...named], when, act };
  }
  if ('codes' in change) {
    const { heading, what } = security.codes[change.codes];
    const fine = change.codes === 'low' ? { fine: security.codes.low.fine } : {};
    // A used code stays used, whatever its owner says.
    const own = change.codes === 'renewed' ? act : words.mail.passwordChanged.act;
    return { heading, what: [paragraph(what(...of, change.left))], when, ...fine, act: own };
  }
  if ('backupAddress' in change) {
    const { heading, what } = security.backup[change.backupAddress];
    return { heading, what: [paragraph(what(...of, isolate(words, change.address)))], when, act };
  }
  if ('identity' in change) {
    const { heading, what } = security.identity[change.identity];
    const { account } = change;
    const there = account ? [paragraph(security.identity.account(isolate(words, account)))] : [];
    return { heading, what: [paragraph(what(...of, change.provider)), ...there], when, act };
  }
  const { heading, what } = security.wait[change.wait];
  const isOpen = change.wait === 'started' || change.wait === 'half';
  return {
    heading,
    what: [paragraph(what(...of, formatMoment(words, change.endsAt, 'UTC')))],
    // The emails of a wait are written when it starts.
    when: change.wait === 'cancelled' ? when : security.wait.when,
    ...(isOpen ? { fine: security.wait.fine, act: security.wait.act } : { act }),
  };
}
