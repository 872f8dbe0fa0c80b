import { subjects } from '../../support/subjects';
import { ageLinks, linkIn, newAddress, newLink, newPassword, newUser, waitForEmail } from '../../support/world';
import { open, openAsStranger, send, showWithoutCookies, visit, type Walk } from './walk';

/** "This was not me", for each of its occasions. */
export const objecting: Walk = async (page, show) => {
  const asked = await newUser();
  await newLink(asked.email);
  const declined = linkIn(await waitForEmail(asked.email, subjects.reset), 'not-me');
  await openAsStranger(page, declined);
  await show('not requested');
  await send(page, { email: newAddress() });
  await show('not requested, another address');
  await send(page, { email: asked.email });
  await show('not requested, canceled');

  const changed = await newUser();
  await changed.client.changePassword(changed.password, newPassword());
  const link = linkIn(await waitForEmail(changed.email, /./, 1), 'not-me');
  await openAsStranger(page, link);
  await show('not me');
  await showWithoutCookies(page, show, 'not me', link);
  await send(page, { email: changed.email });
  await show('not me, locked');
  await visit(page, show, { 'not me, done already': link, 'not me, invalid': '/not-me/none' });

  const late = await newUser();
  await late.client.changePassword(late.password, newPassword());
  const expired = linkIn(await waitForEmail(late.email, /./, 1), 'not-me');
  await ageLinks('disavowals', late.email, 8 * 86_400);
  await visit(page, show, { 'not me, expired': expired });

  const deleted = await newUser();
  await deleted.client.deleteAccount(deleted.password);
  await open(page, linkIn(await waitForEmail(deleted.email, /./, 1), 'not-me'));
  await show('not deleted');
  await send(page, { email: deleted.email });
  await show('not deleted, restored');
};
