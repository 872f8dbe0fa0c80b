import { createSecureContext } from 'node:tls';
import { parse } from 'pg-connection-string';

/**
 * The servers that a DATABASE_URL names, each as an address of its own: `postgres://user:password@one:5432,two:5432/name` names
 * two, of which one takes writes at a time.
 */
export function listServers(url: string): string[] {
  const [, start = '', hosts = '', rest = ''] = /^(postgres(?:ql)?:\/\/(?:[^/?#]*@)?)([^/?#]*)(.*)$/.exec(url) ?? [];
  return hosts.split(',').map((host) => `${start}${host}${rest}`);
}

/**
 * Where a server is, and the options of `postgres` for it. Given the address itself, the driver would send every parameter that it
 * does not know (channel_binding, pgbouncer, schema) on to the server, which refuses them.
 */
export function readAddress(server: string) {
  const told = parse(server, { useLibpqCompat: !/[?&]uselibpqcompat=/.test(server) });
  const host = told.host || 'localhost';
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : '');
  return {
    host,
    port: Number(told.port || 5432),
    ...(told.user && { user: told.user }),
    ...(told.password && { password: told.password }),
    ...(told.database && { database: told.database }),
    ssl: readTls(told.ssl, text('sslmode'), host),
    ...(told.sslnegotiation && { sslnegotiation: told.sslnegotiation }),
    connection: {
      application_name: text('application_name') || 'return-key',
      // A role or a database may have another style, in which times cannot be read. Poolers know this one from Java's driver.
      DateStyle: 'ISO',
      ...(told.options && { options: told.options }),
    },
  };
}

type Tls = { ca?: string; cert?: string | null; key?: string; rejectUnauthorized?: boolean };

/** As in PostgreSQL's own programs: `require` encrypts and verifies nothing, `verify-full` does both. */
function readTls(ssl: boolean | string | Tls | undefined, mode: string, host: string) {
  // Encrypts if the server can.
  if (mode === 'prefer' || mode === 'allow') return 'prefer' as const;
  if (!ssl) return false;
  const { ca, cert, key, ...checks } = typeof ssl === 'object' ? ssl : {};
  // Made here, a broken certificate is an error of this call. Within the driver it would be an unhandled rejection.
  const secureContext = createSecureContext({ ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
  // For a host by number the driver gives no name, and Node.js would verify that of localhost.
  return { secureContext, host, ...checks, ...(mode === 'no-verify' && { rejectUnauthorized: false }) };
}
