import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { nameProvider } from '@/lib/identity-providers';
import { list } from '@/lib/users/known-identities';
import { readWords } from '@/lib/web/language';
import { findProofOf } from '@/lib/web/proof';
import { identitiesPath } from '@/lib/web/provider-answer';
import { requireFreshFactor } from '@/lib/web/session';
import { disconnect } from '../actions';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await readWords()).identity.disconnect.link };
}

export default screen(async function IdentityPage({ params }: PageProps<'/account/identities/[id]'>) {
  const { account, identity, fields } = await readWords();
  const words = identity.disconnect;
  const { id } = await params;
  const user = await requireFreshFactor();
  const found = (await list(user.userId)).find((one) => one.id === id);
  // Disconnected in another tab, for example.
  if (!found) redirect(identitiesPath);
  const name = nameProvider(found.provider);
  const hasPassword = (await findProofOf(user)) === 'password';
  return (
    <Card
      title={words.title(name)}
      lead={words.text(name)}
      below={
        <>
          <Link href={identitiesPath}>{account.email.keep}</Link>
          {!hasPassword && ' · '}
          {!hasPassword && <Link href="/account/password">{words.setPassword}</Link>}
        </>
      }
    >
      <ProvenForm
        user={user}
        action={disconnect}
        submit={<Submit kind="final" label={words.submit} wait={fields.wait} />}
      >
        <input type="hidden" name="id" value={id} />
        <AccountOf email={user.email} label={fields.email} />
      </ProvenForm>
    </Card>
  );
});
