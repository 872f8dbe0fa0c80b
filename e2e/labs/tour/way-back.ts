import { linkIn, newAddress, newPassword, newUser, waitForEmail } from '../../support/world';
import { fill, mainKey, open, press, showDocument, type Walk } from './walk';

/** From a forgotten password back to the account, as shown in the README. */
export const wayBack: Walk = async (page, show) => {
  const { email } = await newUser(`ada.${newAddress().slice(0, 5)}@example.test`);
  await open(page, '/login');
  await fill(page, { email, password: 'was it the cat?' });
  await show('sign in');
  await press(page, '[name="forgot"]');
  await show('check your inbox');
  const message = await waitForEmail(email, /./, 1);
  await showDocument(page, message.html, () => show('the email'));
  await open(page, linkIn(message));
  const next = newPassword();
  await fill(page, { password: next });
  await show('a new password');
  await press(page, mainKey);
  await fill(page, { password: next });
  await show('sign in again');
  await press(page, mainKey);
  await show('back in');
};
