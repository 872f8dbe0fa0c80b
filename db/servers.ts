/**
 * The servers that a DATABASE_URL names, each as an address of its own: `postgres://user:password@one:5432,two:5432/name` names
 * two, of which one takes writes at a time.
 */
export function listServers(url: string): string[] {
  const [, start = '', hosts = '', rest = ''] = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/.exec(url) ?? [];
  return hosts.split(',').map((host) => readAsPostgres(`${start}${host}${rest}`));
}

// `sslmode=require` encrypts and verifies nothing, `verify-full` does both: as in PostgreSQL's own programs. Left to itself the
// driver takes one for the other, and warns.
function readAsPostgres(url: string): string {
  if (!/[?&]sslmode=/.test(url) || url.includes('uselibpqcompat=')) return url;
  return `${url}&uselibpqcompat=true`;
}
