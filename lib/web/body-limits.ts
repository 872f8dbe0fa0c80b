// Read by next.config.ts, whose own imports may use no aliases.
import * as site from './site';

/** Equal to `bodySizeLimit` in next.config.ts, beyond which Next.js answers with a bare 500. */
export const largestFormBytes = 64 * 1024;

/** What Next.js has to keep of a body for proxy.ts: it cuts off the rest and tells no one. A chunk more than `isTooLong` (guard.ts) reads. */
export const keptBodyBytes =
  Math.max(largestFormBytes, ...site.routes.map(({ maxBodyBytes = 0 }) => maxBodyBytes)) + 1024 * 1024;
