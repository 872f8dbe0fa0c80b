import { randomBytes } from 'node:crypto';
import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import type { Message } from '../../dev/mailbox/inbox';
import { profile } from '../../support/client';
import { type Client, see } from './client';

/** The mailbox of the site under test. */
export type Mailbox = { waitFor(to: string, subject: string, before?: number): Promise<Message> };

const { fields, login, reset, code, confirm, register, inbox, account, mail, outcomes, problems, rules, home } = en;
const newPassword = () => `${randomBytes(9).toString('hex')} orbit kettle`;

/**
 * Registers, resets the password with the emailed link, opens the used link, and resets again with the code of another email.
 * On the way each form is refused once and must keep what was typed, except passwords.
 * @param typesTwice whether a new password is typed twice, as in a browser without scripts, which cannot show it
 */
export async function recoverAccount(client: Client, mailbox: Mailbox, typesTwice: boolean): Promise<void> {
  // Short, because a text browser shows only twenty characters of a field.
  const email = `p${randomBytes(4).toString('hex')}@a.test`;
  const [first, second, third] = [newPassword(), newPassword(), newPassword()];
  const choose = (password: string, label: string) =>
    client.fill({ [label]: password, ...(typesTwice && { [fields.confirm]: password }) });
  const resetEmail = (before: number) => mailbox.waitFor(email, mail.reset.subject(brand.name), before);

  await client.open('/register');
  await see(client, register.title, register.lead, rules.text(15));
  const labelled = Object.entries(profile).map(([field, value]) => [fields[field as keyof typeof profile], value]);
  await client.fill({ ...Object.fromEntries(labelled), [fields.email]: email });
  await client.fill({ [fields.password]: first });
  await client.press(register.submit);
  await see(client, inbox.title, email);
  await client.open(linkIn(await mailbox.waitFor(email, mail.confirm.subject(brand.name))));
  await see(client, confirm.title);
  await client.press(confirm.submit);
  await see(client, account.overview.title, email);
  await client.press(account.signOut);
  await see(client, login.title, outcomes['signed-out']());

  // A failed sign-in, then one press requests the link, without typing the address again.
  await client.fill({ [fields.email]: email, [fields.password]: 'not the password' });
  await client.press(login.submit);
  await see(client, login.title, problems.form.signInRefused, email);
  await client.press(login.forgot);
  await see(client, inbox.title, email, code.title);
  const link = linkIn(await resetEmail(0));
  await client.open(link);
  await see(client, reset.title, email, rules.text(15));
  await choose('too short', fields.newPassword);
  await client.press(reset.submit);
  await see(client, reset.title, problems.password.tooShort(15));
  await choose(second, fields.newPassword);
  await client.press(reset.submit);
  await signIn(second);

  // The link was used. One press requests a new one, and the code of that email leads to the same page.
  await client.open(`${link}#again`);
  await see(client, reset.dead.used.title, home.signedIn(profile.name), email);
  await client.press(reset.again);
  await see(client, inbox.title, email, code.title);
  await client.fill({ [code.label]: '0000-0000' });
  await client.press(code.submit);
  await see(client, problems.code.wrong(4));
  await client.fill({ [code.label]: codeIn(await resetEmail(1)).toLowerCase() });
  await client.press(code.submit);
  await see(client, reset.title, email, fields.newPassword);
  await choose(third, fields.newPassword);
  await client.press(reset.submit);
  await signIn(third);

  async function signIn(password: string): Promise<void> {
    await see(client, login.title, 'Password changed.', email);
    await client.fill({ [fields.password]: password });
    await client.press(login.submit);
    await see(client, account.overview.title, email);
  }
}

/** Other pages that users meet: an invalid link, a missing page, another language. */
export async function visitOtherPages(client: Client): Promise<void> {
  await client.open('/reset-password/not-a-link-of-ours');
  await see(client, reset.dead.invalid.title, reset.dead.invalid.text, fields.email);
  await client.fill({ [fields.email]: 'no address' });
  await client.press(reset.again);
  await see(client, problems.email.malformed, 'no address');
  await client.open('/nowhere');
  await see(client, en.notFound.title, en.notFound.home);
  await client.open('/login');
  await see(client, login.title);
  await client.press('Deutsch');
  await see(client, 'Passwort vergessen?');
  await client.press('English');
  await see(client, login.forgot);
}

const linkIn = ({ text }: Message) => find(text, /https?:\/\/\S+\/(?:reset-password|confirm)\/\S+/);
const codeIn = ({ text }: Message) => find(text, /[0-9A-Z]{4}-[0-9A-Z]{4}$/m);

function find(text: string, pattern: RegExp): string {
  const [found] = pattern.exec(text) ?? [];
  if (found) return found;
  throw new Error(`Nothing in the email matches ${pattern.source}:\n${text}`);
}
