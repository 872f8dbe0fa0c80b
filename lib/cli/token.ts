import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

// `npm run demo:token`: what a token is, in four lines. It needs no database and no .env: the settings below are its own.
Object.assign(process.env, {
  APP_URL: 'http://localhost:3000',
  AUTH_SECRET: randomBytes(32).toString('base64url'),
  DATABASE_URL: 'postgres://not-used',
  EMAIL_FROM: 'not-used@example.com',
  NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  SMTP_URL: 'smtp://not-used',
});
const { issue, verify } = await import('@/lib/token');

const token = await issue('demo', { subject: '1', id: 'demo' }, 2);
console.log('issued          ', token);
console.log('in time         ', await verify('demo', token));
console.log('for another use ', await verify('reset', token));
console.log('changed         ', await verify('demo', `${token.slice(0, -9)}${token.slice(-8)}`));
await sleep(2500);
console.log('2.5 s later     ', await verify('demo', token));
