import { importUser, newLink, newUser, sql } from '../../support/world';
import { open, openAsStranger, send, showDocument, visit, type Walk } from './walk';

/** What is wrong with the site or the request. */
export const failures: Walk = async (page, show) => {
  await visit(page, show, { 'not found': '/no-such-page' });
  const { link } = await newLink(await importUser());
  await openAsStranger(page, link);
  await showWhileAway('resets', async () => visit(page, show, { 'broken link page': '/reset-password' }));
  const { email, password } = await newUser();
  await open(page, '/login');
  await send(page, { email, password });
  await showWhileAway('sessions', async () => visit(page, show, { 'broken account page': '/account' }));
  const login = new URL('/login', page.url()).href;
  await showDocument(page, `<form method="post" action="${login}"><button>x</button></form>`, async () => {
    await Promise.all([page.waitForURL(login), page.locator('button').click()]);
    await show('form of another site');
  });
};

async function showWhileAway(table: 'resets' | 'sessions', work: () => Promise<void>): Promise<void> {
  await sql`alter table ${sql(table)} rename to away`;
  await work().finally(() => sql`alter table away rename to ${sql(table)}`);
}
