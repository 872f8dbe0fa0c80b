import { en } from '@/lib/words/en';
import { formatDay } from '@/lib/words/time';
import { newPassword, newUser, sql } from '../support/world';
import { expect, test, withAndWithoutScripts } from './fixture';

// The pages on which owners notice what someone else did: sessions and activity.

const { sessions, activity } = en.account;

withAndWithoutScripts((hasScripts) => {
  test.use({ timezoneId: 'America/New_York' });

  test('a new session elsewhere stands out from this one, with its device and IP address', async ({ person }) => {
    const { email, password } = await newUser();
    await sql`update sessions set created_at = now() - interval '2 days', last_seen_at = now() - interval '2 hours'
      where user_id = (select id from users where canonical = ${email})`;
    await sql`insert into sessions (user_id, network, device, last_seen_at)
      select id, '2001:db8:1:2::/64', 'Firefox on Windows', now() - interval '1 hour' from users where canonical = ${email}`;
    await person.signIn(email, password);
    await person.open('/account/sessions');
    const entries = person.page.locator('.entries li');
    const [here, odd, usual] = [entries.nth(0), entries.nth(1), entries.nth(2)];
    await expect(here.getByRole('heading')).toContainText(sessions.here);
    await expect(here).toContainText(sessions.active);
    await expect(here.getByRole('button')).toHaveCount(0);
    await expect(odd.getByRole('heading')).toHaveText(`Firefox on Windows ${sessions.new}`);
    await expect(odd).toContainText(`${sessions.seen} 1 hour ago\u00a0· ${en.ipAddress} 2001:db8:1:2::…`);
    await expect(usual).not.toContainText(sessions.new);
    await expect(usual.locator('time').first()).toHaveAttribute('title', hasScripts ? /[AP]M$/ : /[AP]M\sUTC$/);
  });

  test('a refused sign-in is marked by a sign and a word, and counted however often it was tried', async ({
    person,
  }) => {
    const { email, password } = await newUser();
    await person.signIn(email, newPassword());
    await person.signIn(email, newPassword());
    await person.signIn(email, password);
    await person.open('/account/activity');
    const titles = person.page.getByRole('listitem').getByRole('heading');
    await expect(titles.first()).toHaveText(activity.events['session.started']);
    const refused = person.page.getByRole('listitem').filter({ hasText: activity.events['session.refused'] });
    await expect(refused.getByRole('heading')).toHaveText(
      `${activity.warning} ${activity.events['session.refused']} ${activity.times(2)}`,
    );
    await expect(refused.locator('svg')).toBeVisible();
    await expect(person.page.locator('[data-warning]')).toHaveCount(1);
  });

  test('the activity is grouped by the days of the reader where a script can tell them', async ({ person }) => {
    const { email, password } = await newUser();
    // Four in the morning of the second is eleven in the evening of the first in New York.
    const at = new Date('2025-12-02T04:00:00Z');
    await sql`insert into audit_events (user_id, name, network, device, at)
      select id, 'account.renamed', '203.0.113.24', 'Chrome on Linux', ${at} from users where canonical = ${email}`;
    await person.signIn(email, password);
    await person.open('/account/activity');
    const days = person.page.getByRole('heading', { level: 2 });
    const zone = hasScripts ? 'America/New_York' : 'UTC';
    await expect(days).toHaveText(['today', formatDay(at, en.intl, new Date(), zone)]);
    await expect(person.page.locator('.day').last()).toHaveText(
      `${formatDay(at, en.intl, new Date(), zone)}${activity.events['account.renamed']} ${hasScripts ? '11:00\u00a0PM' : '4:00\u00a0AM\u00a0UTC'}\u00a0· Chrome on Linux\u00a0· 203.0.113.24`,
    );
  });
});
