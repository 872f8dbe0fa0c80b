/** The web page where a person reads their email. */
export type Webmail = { name: string; url: string };

/** `url` opens the inbox of an address or, where the provider supports it, a search for our sender's emails. */
type Provider = { name: string; domains: RegExp; url: (address: string, sender: string) => string };

const providers: Provider[] = [
  {
    name: 'Gmail',
    domains: /^(gmail|googlemail)\.com$/,
    // `in:anywhere` includes spam. Without the address Gmail opens the browser's first account.
    url: (address, sender) =>
      `https://mail.google.com/mail/?authuser=${address}#search/from%3A(${sender})+in%3Aanywhere+newer_than%3A1d`,
  },
  {
    name: 'Outlook',
    domains: /^(outlook|hotmail|live|msn|windowslive)\.(com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/,
    url: (address) => `https://outlook.live.com/mail/?login_hint=${address}`,
  },
  { name: 'Yahoo! メール', domains: /^(yahoo|ymail)\.(co|ne)\.jp$/, url: () => 'https://mail.yahoo.co.jp/' },
  {
    name: 'Yahoo Mail',
    domains: /^(yahoo|ymail|rocketmail)\.(com|[a-z]{2}|co\.[a-z]{2}|com\.[a-z]{2})$/,
    // Encoded twice: Yahoo decodes once before it routes.
    url: (_, sender) => `https://mail.yahoo.com/d/search/keyword=from%253A${encodeURIComponent(sender)}`,
  },
  { name: 'AOL Mail', domains: /^aol\.(com|[a-z]{2}|co\.[a-z]{2})$/, url: () => 'https://mail.aol.com/' },
  { name: 'iCloud Mail', domains: /^(icloud|me|mac)\.com$/, url: () => 'https://www.icloud.com/mail' },
  {
    name: 'Proton Mail',
    domains: /^(proton\.me|protonmail\.(com|ch)|pm\.me)$/,
    url: (_, sender) => `https://mail.proton.me/u/0/all-mail#from=${sender}`,
  },
  { name: 'GMX', domains: /^gmx\.(de|net|at|ch)$/, url: () => 'https://www.gmx.net/' },
  { name: 'GMX', domains: /^gmx\.[a-z.]+$/, url: () => 'https://www.gmx.com/' },
  { name: 'WEB.DE', domains: /^web\.de$/, url: () => 'https://web.de/' },
  {
    name: 'Fastmail',
    domains: /^fastmail\.(com|fm)$/,
    url: (_, sender) => `https://app.fastmail.com/mail/search:from%3A${sender}/`,
  },
  {
    name: 'Mail.ru',
    domains: /^(mail|inbox|list|bk)\.ru$/,
    url: (_, sender) => `https://e.mail.ru/search/?q_from=${sender}`,
  },
  { name: 'Yandex Mail', domains: /^(ya\.ru|yandex\.[a-z.]+)$/, url: () => 'https://mail.yandex.com/' },
  { name: 'La Poste', domains: /^laposte\.net$/, url: () => 'https://www.laposte.net/accueil' },
  { name: 'QQ Mail', domains: /^(vip\.)?(qq|foxmail)\.com$/, url: () => 'https://mail.qq.com/' },
  { name: '163 Mail', domains: /^(163|126)\.com$/, url: () => 'https://mail.163.com/' },
  { name: 'Naver Mail', domains: /^naver\.com$/, url: () => 'https://mail.naver.com/' },
];

/**
 * The webmail of an address at a well-known provider, or null. Depends only on the domain, so it reveals nothing about accounts.
 * @param sender as in a From line: "Return Key <no-reply@example.com>", or the bare address
 */
export function findWebmail(email: string, sender: string): Webmail | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  const provider = providers.find(({ domains }) => domains.test(domain));
  if (!provider) return null;
  const bare = /<(.+)>$/.exec(sender)?.[1] ?? sender;
  return { name: provider.name, url: provider.url(encodeURIComponent(email), encodeURIComponent(bare)) };
}
