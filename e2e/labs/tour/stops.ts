import type { Page } from '@playwright/test';
import { Client } from '../../support/client';
import {
  ageLinks,
  deadEnds,
  linkIn,
  newAddress,
  newLink,
  newPassword,
  newUser,
  sql,
  waitForEmail,
} from '../../support/world';

/** Called at each stop of a walk: takes a picture of the current page. */
export type Show = (name: string) => Promise<void>;
type Walk = (page: Page, show: Show) => Promise<void>;

const person = 'Ada Lovelace';

/** From a forgotten password back to the account, as shown in the README. */
export const wayBack: Walk = async (page, show) => {
  const { email } = await newUser(`ada.${newAddress().slice(0, 5)}@example.test`);
  await open(page, '/login');
  await page.locator('#email').fill(email);
  await page.locator('#password').fill('was it the cat?');
  await press(page, '.key.main');
  await show('sign in');
  await press(page, '[name="forgot"]');
  await show('check your inbox');
  const message = await waitForEmail(email, /./, 1);
  await showEmail(page, message.html, () => show('the email'));
  await open(page, linkIn(message));
  const next = newPassword();
  await page.locator('#password').fill(next);
  await show('a new password');
  await press(page, '.key.main');
  await page.locator('#password').fill(next);
  await show('sign in again');
  await press(page, '.key.main');
  await show('back in');
};

/** Every screen in every state. */
export const everything: Walk = async (page, show) => {
  await registration(page, show);
  await wayBack(page, show);
  await accountPages(page, show);
  await deadLinks(page, show);
  await errors(page, show);
};

const registration: Walk = async (page, show) => {
  const email = `${newAddress().split('@')[0]}@gmail.com`;
  const password = newPassword();
  await visit(page, show, { home: '/', register: '/register' });
  await press(page, '.key.main');
  await show('register refused');
  await fill(page, { name: person, email, password });
  await press(page, '.key.main');
  await show('register sent');
  const message = await waitForEmail(email);
  await showEmail(page, message.html, () => show('email confirm'));
  await visit(page, show, { confirm: linkIn(message) });
  await page.context().clearCookies();
  await visit(page, show, { forgot: '/forgot-password', 'sent without a request': '/forgot-password/sent' });
};

const accountPages: Walk = async (page, show) => {
  await visit(page, show, {
    password: '/account/password',
    sessions: '/account/sessions',
    activity: '/account/activity',
    email: '/account/email',
    delete: '/account/delete',
    'home signed in': '/',
  });
};

const deadLinks: Walk = async (page, show) => {
  const { email, client, password } = await newUser();
  const links = [];
  for (let count = 0; count < 3; count++) links.push((await newLink(email)).link);
  const [used = '', replaced = '', invalid = '/reset-password/none'] = links;
  const resetEmail = await waitForEmail(email, /./, 1);
  await page.context().clearCookies();
  await visit(page, show, { 'not requested': linkIn(resetEmail, 'not-me') });
  const next = newPassword();
  await client.open(used);
  await client.setPassword(next);
  const notice = await waitForEmail(email, /./, 4);
  await showEmail(page, notice.html, () => show('email notice'));
  await visit(page, show, { 'not me': linkIn(notice, 'not-me') });
  await visit(page, show, { [deadEnds.used]: used, [deadEnds.replaced]: replaced });
  await visit(page, show, { [deadEnds.invalid]: `${invalid}x` });
  await new Client().signIn(email, password);
  const late = await newUser();
  const { link } = await newLink(late.email);
  await ageLinks('resets', late.email, 3600);
  await visit(page, show, { [deadEnds.expired]: link });
};

const errors: Walk = async (page, show) => {
  await visit(page, show, { 'not found': '/no-such-page' });
  const { email, password } = await newUser();
  await open(page, '/login');
  await fill(page, { email, password });
  await press(page, '.key.main');
  await sql`alter table sessions rename to sessions_away`;
  await visit(page, show, { 'broken page': '/account' });
  await sql`alter table sessions_away rename to sessions`;
};

async function visit(page: Page, show: Show, stops: Record<string, string>): Promise<void> {
  for (const [name, address] of Object.entries(stops)) {
    await open(page, address);
    await show(name);
  }
}

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address, { waitUntil: 'networkidle' });
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`#${name}`).fill(value);
}

/** Presses a button and waits until the result is shown: another page, or an error in the form. */
async function press(page: Page, button: string): Promise<void> {
  const before = page.url();
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await page.locator(`main ${button}`).first().click();
  await answered;
  // The button stays disabled until the result is on the page.
  await page.waitForFunction(
    (url) => location.href !== url || !document.querySelector('main .main[aria-disabled]'),
    before,
  );
  await page.waitForLoadState('networkidle');
}

/** Shows an email in place of the page, then goes back. */
async function showEmail(page: Page, html: string | undefined, show: () => Promise<void>): Promise<void> {
  const before = page.url();
  await page.goto('about:blank');
  await page.setContent(html ?? '');
  await show();
  await page.goto(before);
}
