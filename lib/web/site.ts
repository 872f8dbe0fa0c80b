import type { Features, RouteRule, Sources } from './openings';

// What your own pages and routes need of this application, in one file. The examples are tried by e2e/recipes. `npm run dev` restarts
// Next.js after each change, which takes a few seconds.

/** The page after signing in and after confirming an account, unless someone was on the way to another. Any path of this site. */
export const landingPage: `/${string}` = '/account';

/**
 * Your route handlers that take more than a POST of 64 KB from pages of this site:
 *
 *     { path: '/api/things/*', methods: ['POST', 'PUT', 'DELETE'], maxBodyBytes: 2_000_000 },
 *     { path: '/api/webhooks/payments', isOpen: true }, // the route verifies the signature
 */
export const routes: readonly RouteRule[] = [];

/**
 * Where pages may load from besides this site. A script needs no entry, but the nonce (lib/web/nonce.ts): `<Script src="…" nonce={await readNonce()} />`.
 *
 *     'img-src': ['https://images.example.com'],
 *     'frame-src': ['https://js.stripe.com'],
 */
export const sources: Sources = {};

/**
 * Which features of the browser pages may ask for, and the frames in them:
 *
 *     payment: ['https://js.stripe.com'],
 */
export const features: Features = {};
