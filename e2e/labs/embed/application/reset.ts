import { randomUUID } from 'node:crypto';
import { address, password } from '@/lib/fields';
import * as outbox from '@/lib/mail/outbox';
import * as resetLinks from '@/lib/recovery/reset-links';
import * as requests from '@/lib/recovery/reset-requests';
import * as recovery from '@/lib/recovery/resets';

// A whole reset without its pages, for the member with the given address. Prints what became of it. eject.test.ts runs it.

const requester = { network: '192.0.2.1', device: 'Firefox on Linux', locale: 'en' as const, knownDevice: null };

await requests.requestReset(address.parse(process.argv[2]), randomUUID(), requester);
const [email] = await outbox.claim(1);
if (!email) throw new Error('No email is in the outbox.');
const issued = await resetLinks.issue(email);
if (issued.outcome !== 'issued') throw new Error(`The email was ${issued.outcome}.`);
const link = issued.url.slice(issued.url.lastIndexOf('/') + 1);
const standing = await recovery.open(link, requester);
if (standing.state !== 'open') throw new Error(`The link is ${standing.state}.`);
const fresh = password.parse('vermilion accordion 1906');
console.log(JSON.stringify(await recovery.complete(link, standing.id, fresh, requester)));
process.exit();
