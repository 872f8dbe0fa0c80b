import type { Page } from '@playwright/test';
import { type OpenId, providerName } from '../../support/openid';
import { newAddress, newUser, sql } from '../../support/world';
import { mainKey, open, openAsStranger, press, send, visit, type Walk } from './walk';

/** Signing in with another service, and connecting it to an account. */
export const identifying =
  (provider: OpenId): Walk =>
  async (page, show, { identity }) => {
    const start = identity.proceed(providerName);
    const newSubject = (email: string, isVerified = true) => {
      provider.accounts.set(email, { name: 'Ada Lovelace', email, email_verified: isVerified });
      return email;
    };
    await openAsStranger(page, '/login');
    await goThrough(page, start, null);
    await show('sign in with a service, canceled');
    await goThrough(page, start, newSubject(newAddress(), false));
    await show('service without a verified address');

    await openAsStranger(page, '/register');
    await goThrough(page, start, newSubject(newAddress()));
    await show('registered with a service');
    await open(page, '/account/identities');
    await show('services');
    await page.getByRole('link', { name: identity.disconnect.link }).click();
    await page.waitForURL('**/identities/*');
    await press(page, mainKey);
    await show('service, the only way to sign in');
    await visit(page, show, { 'first password': '/account/password' });
    await sql`update sessions set created_at = created_at - interval '1 hour'`;
    await visit(page, show, { 'delete, sign in again': '/account/delete' });

    const { email, password } = await newUser();
    await openAsStranger(page, '/login');
    await goThrough(page, start, newSubject(email));
    await show('sign in, to connect a service');
    await send(page, { email, password });
    await show('connect a service');
    await press(page, mainKey);
    await show('service connected');
  };

async function goThrough(page: Page, button: string, subject: string | null): Promise<void> {
  const site = new URL(page.url()).origin;
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.waitForURL((url) => url.origin !== site);
  if (subject) await page.getByLabel('Account').fill(subject);
  await page.getByRole('button', { name: subject ? 'Continue' : 'Cancel' }).click();
  await page.waitForURL(`${site}/**`, { waitUntil: 'networkidle' });
}
