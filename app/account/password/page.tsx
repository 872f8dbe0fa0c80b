import type { Metadata } from 'next';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { NewPassword } from '@/app/_ui/new-password';
import { Outcome } from '@/app/_ui/outcome';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { env } from '@/lib/env';
import { readWords } from '@/lib/web/language';
import { findProofOf } from '@/lib/web/proof';
import { findUser, requireFreshFactor } from '@/lib/web/session';
import { changePassword } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const { password: words } = (await readWords()).account;
  // A failed lookup must not break the title; the page itself reports it.
  const isFirst = await findUser()
    .then(async (user) => user !== null && (await findProofOf(user)) !== 'password')
    .catch(() => false);
  return { title: isFirst ? words.first.title : words.title };
}

export default screen(async function ChangePasswordPage() {
  const words = await readWords();
  const user = await requireFreshFactor();
  const proof = await findProofOf(user);
  const { first, ...change } = words.account.password;
  const here = proof === 'password' ? change : first;
  return (
    <Card
      title={here.title}
      lead={here.lead}
      flash={<Outcome of={['password-changed-here', 'password-set-here']} />}
      below={
        proof === 'password' && (
          <>
            {change.forgot} <Link href="/forgot-password">{change.reset}</Link>
          </>
        )
      }
    >
      <ProvenForm
        user={user}
        action={changePassword}
        submit={
          <>
            <NewPassword
              label={words.fields.newPassword}
              minLength={env().PASSWORD_MIN_LENGTH}
              words={words}
              owner={user.name}
            />
            <Submit label={here.submit} wait={words.fields.wait} />
          </>
        }
      >
        {/* For password managers, which would otherwise save the new password without a user name. */}
        <input type="email" name="email" autoComplete="username" defaultValue={user.email} readOnly hidden />
      </ProvenForm>
    </Card>
  );
});
