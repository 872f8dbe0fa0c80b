import type { Features, RouteRule, Sources } from './openings';

// What your own pages and routes need of this application, in one file. Nothing here is needed for those that it comes with.

/** The page after signing in and after confirming an account, unless one was on the way to another. */
export const landingPage = '/account';

/** Your route handlers that take more than a POST of 64 KB from a page of this site. */
export const routes: readonly RouteRule[] = [];

/** Where your pages may load from besides this site, such as `{ 'img-src': ['https://images.example.com'] }`. */
export const sources: Sources = {};

/** Which features of the browser your pages may ask for, and frames in them, such as `{ payment: ['https://js.stripe.com'] }`. */
export const features: Features = {};
