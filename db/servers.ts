import { createSecureContext } from 'node:tls';
import { parse } from 'pg-connection-string';

/**
 * Splits a DATABASE_URL into one URL per server. `postgres://user:password@one:5432,two:5432/name` names two servers, one of which
 * accepts writes at a time.
 */
export function listServers(url: string): string[] {
  const [, start = '', hosts = '', rest = ''] = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/.exec(url) ?? [];
  return hosts.split(',').map((host) => `${start}${host}${rest}`);
}

/**
 * Parses a server's URL into its host, port and options for `postgres`. Given the URL itself, the driver would pass parameters it
 * does not know (channel_binding, pgbouncer, schema) on to the server, which refuses them.
 * @throws when a certificate or key file cannot be read or parsed
 */
export function readAddress(server: string) {
  const parsed = parse(server, { useLibpqCompat: !/[?&]uselibpqcompat=/.test(server) });
  const host = parsed.host || 'localhost';
  const text = (name: string) => (typeof parsed[name] === 'string' ? parsed[name] : '');
  return {
    host,
    port: Number(parsed.port || 5432),
    ...(parsed.user && { user: parsed.user }),
    ...(parsed.password && { password: parsed.password }),
    ...(parsed.database && { database: parsed.database }),
    ssl: readTls(parsed.ssl, text('sslmode'), host),
    ...(parsed.sslnegotiation && { sslnegotiation: parsed.sslnegotiation }),
    connection: {
      application_name: text('application_name') || 'return-key',
      // A role or database may default to another style, which the driver cannot parse. Poolers accept this parameter, since the
      // JDBC driver sends it.
      DateStyle: 'ISO',
      ...(parsed.options && { options: parsed.options }),
    },
  };
}

type Tls = { ca?: string; cert?: string | null; key?: string; rejectUnauthorized?: boolean };

/** As in libpq: `require` encrypts without verifying, `verify-full` does both. */
function readTls(ssl: boolean | string | Tls | undefined, mode: string, host: string) {
  // Encrypts if the server supports it.
  if (mode === 'prefer' || mode === 'allow') return 'prefer' as const;
  if (!ssl) return false;
  const { ca, cert, key, ...checks } = typeof ssl === 'object' ? ssl : {};
  // Created here so that a broken certificate fails this call. In the driver it would be an unhandled rejection.
  const secureContext = createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
  // For an IP address the driver sets no name, and Node.js would verify the certificate against localhost.
  return { secureContext, host, ...checks, ...(mode === 'no-verify' && { rejectUnauthorized: false }) };
}
