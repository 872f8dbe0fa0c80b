/** Whether a text is the URL of a mail server, with decodable credentials. */
export function isMailServer(text: string): boolean {
  if (!/^smtps?:/.test(text) || !URL.canParse(text)) return false;
  const { hostname, username, password } = new URL(text);
  return hostname !== '' && [username, password].every(isDecodable);
}

/**
 * Whether user and password of a database URL are percent-encoded. An "@" behind the host means that the password ended too early.
 * Not parsed by URL, which knows no list of hosts.
 */
export function hasEncodedCredentials(url: string): boolean {
  const [, authority = '', path = ''] = /^\w+:\/\/([^/?#]*)([^?]*)/.exec(url) ?? [];
  const credentials = authority.slice(0, Math.max(0, authority.lastIndexOf('@')));
  return !path.includes('@') && isDecodable(credentials);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether a text is a URL without path, query and credentials. */
export function isOrigin(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null;
  return (
    url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
  );
}

/** Whether an origin is https, or on this machine. */
export function isSafe(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || isLoopback(hostname);
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host);
}
