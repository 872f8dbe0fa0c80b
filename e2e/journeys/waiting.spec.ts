import { brand } from '@/lib/brand';
import { en } from '@/lib/words/en';
import { linkIn, newLink, newPassword, newUser, sql, waitForEmail } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';
import { look } from './looks';

const words = en.wait;

withAndWithoutScripts((hasScripts) => {
  test('the waiting period: opened by a reset link, canceled in a session, opened again, and its link used', async ({
    arrive,
  }) => {
    const { email, password } = await newUser();
    const [owner, person] = [await arrive(), await arrive()];
    const show = async (state: string, at = person) => hasScripts && look(at, state);
    await owner.signIn(email, password);
    await enrolLostApp(email);

    await person.open((await newLink(email)).link);
    await show('reset-password-factor');
    await person.page.getByRole('link', { name: words.link }).click();
    await person.expectPage('/reset-password/wait', words.title);
    await person.fill({ email: 'someone@example.test' });
    expect(await person.press(words.submit)).toBe(422);
    await expect(person.refusal('email')).toHaveText(en.problems.email.otherAddress);
    await show('wait');
    await person.fill({ email });
    await person.press(words.submit);
    await person.expectPage('/reset-password/wait', words.open.title);
    await expect(person.page.locator('time')).toHaveCount(2);
    await show('wait-open');
    await waitForEmail(email, new RegExp(en.mail.security.wait.started.heading));

    await owner.open('/account/sessions');
    await expect(owner.notice).toContainText(words.banner.title);
    await show('account-wait', owner);
    await owner.press(words.banner.submit);
    await owner.expectPage('/account', en.account.overview.title);
    await expect(owner.notice).toHaveText(en.outcomes['wait-cancelled']());

    await person.open('/reset-password/wait');
    await person.fill({ email });
    await person.press(words.submit);
    await person.expectPage('/reset-password/wait', words.open.title);
    await endWait(email);
    await person.open(linkIn(await waitForEmail(email, new RegExp(en.mail.reset.waited.subject(brand.name)))));
    await person.expectPage('/reset-password', en.reset.title);
    await expect(person.field('code')).toHaveCount(0);
    await show('reset-password-waited');
    const chosen = newPassword();
    await person.choose(chosen);
    await person.press(en.reset.submit);
    await person.fill({ password: chosen });
    await person.press(en.login.submit);
    await person.expectSignedIn(email);
    await owner.expectSignedOut();
  });
});

/** An authenticator app whose codes no one can give. */
async function enrolLostApp(email: string): Promise<void> {
  await sql`insert into authenticators (user_id, secret, key_id, last_step)
    select id, 'lost', 'lost', 0 from users where canonical = ${email}`;
}

/** CLOCK: the wait of an account, and its emails, are due now. */
async function endWait(email: string): Promise<void> {
  await sql`update recovery_waits set ends_at = now()
    where user_id = (select id from users where canonical = ${email}) and cancelled_at is null`;
  await sql`update outbox_emails set due_at = now() where canonical = ${email} and state = 'queued'`;
}
