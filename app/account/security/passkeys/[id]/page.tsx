import { redirect } from 'next/navigation';
import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import * as factors from '@/lib/factors/factors';
import * as passkeys from '@/lib/factors/passkeys';
import { readWords } from '@/lib/web/language';
import { findProofOf } from '@/lib/web/proof';
import { requireFreshFactor } from '@/lib/web/session';
import { remove, rename } from '../actions';

export const generateMetadata = entitle((words) => words.passkey.title);

export default screen(async function PasskeyPage({ params }: PageProps<'/account/security/passkeys/[id]'>) {
  const { account, identity, passkey: words, fields } = await readWords();
  const { id } = await params;
  const user = await requireFreshFactor();
  const found = (await passkeys.list(user.userId)).find((one) => one.id === id);
  // Removed in another tab, for example.
  if (!found) redirect('/account/security');
  const { authenticator, passkeys: count } = await factors.find(user.userId);
  const isLast = !authenticator && count === 1;
  const hasPassword = (await findProofOf(user)) === 'password';
  const which = <input type="hidden" name="id" value={id} />;
  return (
    <Card
      title={found.name}
      below={
        <>
          <Link href="/account/security">{words.cancel}</Link>
          {!hasPassword && ' · '}
          {!hasPassword && <Link href="/account/password">{identity.disconnect.setPassword}</Link>}
        </>
      }
    >
      <Form action={rename}>
        {which}
        <Field name="name" label={words.name} hint={words.nameHint} autoComplete="off" value={found.name} />
        <Submit kind="plain" label={words.save} wait={fields.wait} />
      </Form>
      <section>
        <h2>{words.remove.title}</h2>
        <p>{isLast ? account.security.remove.last : words.remove.text}</p>
        <ProvenForm
          user={user}
          action={remove}
          submit={<Submit kind="final" label={words.remove.submit} wait={fields.wait} />}
        >
          {which}
          <AccountOf email={user.email} label={fields.email} />
        </ProvenForm>
      </section>
    </Card>
  );
});
