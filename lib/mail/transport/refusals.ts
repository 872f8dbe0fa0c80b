/** A mail server's refusal: its code, its words, and the addresses that it may repeat in them. */
export type Reply = { status: number; words: string; addresses: readonly string[] };

/**
 * Whether a server's refusal is known to be about the recipient or its mailbox, so that no later attempt can succeed. Anything else
 * may be about us (sender, account, reputation, quota, policy), and when in doubt the email waits: an email that waits in vain costs
 * a few attempts, one that is given up for a reason that an operator could fix keeps an owner out.
 * A server repeats the addresses of the envelope in its words, and strangers choose the recipient's; they are not judged.
 */
export function isAboutTheRecipient({ status, words, addresses }: Reply): boolean {
  if (status < 500 || status > 599) return false;
  const said = withoutAddresses(words, addresses);
  if (aboutUs.test(said)) return false;
  const codes = [...words.matchAll(/(?:^|\n)\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/g)].flatMap(([, code]) => code ?? []);
  if (codes.some((code) => recipientCodes.has(code))) return true;
  // A code that says something else weighs more than the words after it; a generic one (5.0.0, 5.5.0) says nothing.
  if (codes.some((code) => !/^5\.[0-35]\.0$/.test(code))) return false;
  return aboutTheMailbox.test(said) && !aboutAmounts.test(said.replace(fullMailbox, ' '));
}

// RFC 3463 and the IANA registry: bad mailbox, domain or syntax of the destination, moved, null MX, disabled, full.
const recipientCodes = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.4', '5.1.6', '5.1.10', '5.2.1', '5.2.2']);

const fullMailbox =
  /\b(mailbox|inbox|recipient|user|account)\b[^.;]{0,30}\b(full|over ?quota|quota exceeded|exceeded (its|the|their) (storage )?quota)\b/g;

const aboutTheMailbox = new RegExp(
  [
    fullMailbox.source,
    /\b(user|recipient|mailbox|account|address|addressee)\b[^.;]{0,40}\b(unknown|not found|not known|does not exist|doesn['’]t exist|not exist|no longer (exists?|available|valid|active)|inactive|disabled|unavailable)\b/
      .source,
    /\b(no such|unknown|non-?existent|invalid|inactive|unrouteable|unroutable|undeliverable)( or (invalid|unknown))?( (local|email|e-mail|mail))? (user|recipient|mailbox|address|account|person)\b/
      .source,
    /\bno (mailbox|user|account)( here)? (by|with) that name\b/.source,
    /\bdoes(n['’]t| not) have an? \S+ account\b/.source,
  ].join('|'),
);

// Words of refusals that speak of the sender, its server or account, or of a policy, whatever code stands before them.
const aboutUs =
  /\b(senders?|sending|sent|sendas\w*|send|submit\w*|submission|from|relay\w*|auth\w*|unauth\w*|log-?in|sign-?in|credentials?|client|helo|ip|rdns|ptr|block\w*|black-?list\w*|listed|rbl|dnsbl|\w*spam\w*|junk|reputation|abus\w*|polic\w+|permi\w+|denied|deny|allow\w*|prohibited|forbidden|restrict\w*|verif\w*|unverif\w*|confirm\w*|activat\w*|paus\w*|sandbox|trial|billing|payment|subscription|plan|spf|dkim|dmarc|arc|tls|ssl|starttls|encrypt\w*|certificate|outbound|tenant|customer|api|content|virus|malware|phish\w*|temporar\w*|try again|retry|later|grey-?list\w*|gray-?list\w*|rate|too (many|quickly|fast|much|often)|throttl\w*|unusual|suspicious|per (second|minute|hour|day)|hourly|daily|your (account|domain|server|organi[sz]ation|network|quota|mailbox|service|e-?mail address)|identity)\b/;

// An amount is about the recipient only where its mailbox is said to be full.
const aboutAmounts = /\b(limit\w*|quota|exceed\w*|maximum|suspend\w*|insufficient)\b/;

function withoutAddresses(words: string, addresses: readonly string[]): string {
  const parts = addresses.flatMap((address) => address.split(/@(?=[^@]*$)/));
  // A part may stand alone. One plain word, such as "user", is a word of every server, and alone decides nothing.
  return [...addresses, ...parts.filter((part) => !/^[a-z]*$/i.test(part))]
    .sort((one, other) => other.length - one.length)
    .reduce((text, address) => text.replaceAll(address.toLowerCase(), ' '), words.toLowerCase())
    .replaceAll(/<[^<>]*>|\b[a-z]+:\/\/\S+|\S+@\S+/g, ' ')
    .replaceAll(/(^|\n)\d{3}[ -](\d\.\d{1,3}\.\d{1,3}\b)?/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

/**
 * Whether a server says that it has too many connections or sessions, ours or those of all clients. Such a refusal is about no email.
 * Postfix, Exim, Sendmail, Exchange and Gmail say it in the greeting; Microsoft 365 at the end of the data.
 */
export function isAboutConnections(words: string): boolean {
  return aboutConnections.test(words.replaceAll(/\s+/g, ' '));
}

const aboutConnections = new RegExp(
  [
    /\btoo many\b.{0,30}\b(connect\w*|sessions|clients)\b/,
    /\b(concurrent|simultaneous|parallel|maximum|max|limit\w*|exceed\w*)\b.{0,40}\b(connections?|sessions|clients)\b/,
    /\b(connections?|sessions?|thread)\b.{0,40}\b(limit\w*|exceed\w*|maximum)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
