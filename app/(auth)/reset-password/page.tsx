import type { Metadata } from 'next';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { NewPassword } from '@/app/_ui/new-password';
import { Notice } from '@/app/_ui/notice';
import { screen } from '@/app/_ui/screen';
import { Steps } from '@/app/_ui/steps';
import { Submit } from '@/app/_ui/submit';
import { readWords } from '@/lib/web/language';
import { findCurrentReset } from '@/lib/web/reset-link';
import { findUser } from '@/lib/web/reset-sessions';
import { isolate } from '@/lib/words/language';
import { setPassword } from './actions';
import { DeadEnd } from './dead-end';
import { Factor } from './factor';

export async function generateMetadata(): Promise<Metadata> {
  const words = (await readWords()).reset;
  // A failed lookup must not break the title; the page itself reports it.
  const state = await findCurrentReset()
    .then(({ state }) => state)
    .catch((): 'open' => 'open');
  return { title: state === 'open' ? words.title : words.dead[state].title };
}

export default screen(async function ResetPasswordPage() {
  const words = await readWords();
  const link = await findCurrentReset();
  if (link.state !== 'open') return <DeadEnd link={link} />;

  const user = await findUser();
  const minutes = Math.max(1, Math.floor((link.expiresAt.getTime() - Date.now()) / 60_000));
  return (
    <Card
      above={<Steps at="choose" words={words.steps} />}
      title={words.reset.title}
      // Only the link that ends a waiting period lives for hours.
      lead={minutes < 120 ? words.reset.until(minutes) : words.wait.until(Math.floor(minutes / 60))}
      below={words.reset.effect}
    >
      {user && user.userId !== link.userId && (
        <Notice tone="info">{words.reset.otherAccount(isolate(words, link.email), isolate(words, user.email))}</Notice>
      )}
      <Form action={setPassword}>
        {/* Which link this page is for: another tab may have put a newer one into the cookie meanwhile. Not named
            "reset": that would hide the form's reset(), which React calls after an action. */}
        <input type="hidden" name="resetId" value={link.id} />
        <AccountOf email={link.email} label={words.reset.account} isUserName={!link.isMasked} />
        {link.needsFactor && <Factor reset={link} words={words} />}
        <NewPassword label={words.fields.newPassword} minLength={link.minLength} words={words} />
        <Submit label={words.reset.submit} wait={words.fields.wait} />
      </Form>
    </Card>
  );
});
