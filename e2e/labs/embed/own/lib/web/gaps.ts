import type { IncomingMessage, ServerResponse } from 'node:http';

/** The headers of your site, and what it makes of odd requests, are your own: nothing is set or changed here. */
export function fillGaps(_request: IncomingMessage, _response: ServerResponse): void {}
