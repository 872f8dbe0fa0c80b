import { randomBytes } from 'node:crypto';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { Client } from '../support/client';

// Walks once through a site that runs elsewhere and sends to a Mailpit: registers, resets the password, signs in with the new one.
//   npx tsx e2e/labs/walk.ts http://localhost:3000 http://localhost:8025

const [site = 'http://localhost:3000', mailpit = 'http://localhost:8025'] = process.argv.slice(2);
const email = `walk-${randomBytes(6).toString('hex')}@example.com`;
const [password, changed] = ['copper lantern', 'velvet harbor'].map(
  (words) => `${words} ${randomBytes(6).toString('hex')}`,
);
const client = new Client(undefined, site);

await client.register({ email, password: password ?? '' });
await client.open(await findLink(en.mail.confirm.subject(brand.name)));
await client.submit({});
expectAccount('registered', await client.me());
await client.forgot(email);
await client.open(await findLink(en.mail.reset.subject(brand.name)));
await client.setPassword(changed ?? '');
if (await client.me()) throw new Error('The session outlived the reset.');
await client.signIn(email, changed ?? '');
expectAccount('reset and signed in', await client.me());

function expectAccount(step: string, shown: string | null): void {
  if (shown !== email)
    throw new Error(`Not ${step}: ${client.page.status} ${client.page.path} ${client.page.text.slice(0, 500)}`);
  console.log(`${step}: ${shown}`);
}

/** The link in the newest email with this subject, once it has arrived. */
async function findLink(subject: string): Promise<string> {
  const query = encodeURIComponent(`to:"${email}" subject:"${subject}"`);
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const text = await fetch(`${mailpit}/view/latest.txt?query=${query}`).then((answer) =>
      answer.ok ? answer.text() : '',
    );
    const [link] = /https?:\/\/\S+\/(reset-password|confirm)\/\S+/.exec(text) ?? [];
    if (link) return link;
    await new Promise((resume) => setTimeout(resume, 250));
  }
  throw new Error(`No email about "${subject}" to ${email} within 30 seconds.`);
}
