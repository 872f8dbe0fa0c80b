import { AccountOf } from '@/app/_ui/account-of';
import { Address } from '@/app/_ui/address';
import { Card } from '@/app/_ui/card';
import { ProvenForm } from '@/app/_ui/proven-form';
import { Submit } from '@/app/_ui/submit';
import { nameProvider } from '@/lib/identity-providers';
import { isSignInEnough } from '@/lib/users/identities';
import { readWords } from '@/lib/web/language';
import type { PendingIdentity } from '@/lib/web/pending-identity';
import { requireFreshFactor } from '@/lib/web/session';
import { connect, skip } from './actions';

/** A sign-in with another service that waits to be connected: which account there, and which here. */
export async function Connect({ pending }: { pending: PendingIdentity }) {
  const { provider, address, name: person } = pending;
  const { identity, fields } = await readWords();
  const words = identity.connect;
  const user = await requireFreshFactor();
  const name = nameProvider(provider);
  return (
    <Card title={words.title(name)} lead={words.lead(name)}>
      <dl className="facts">
        <div>
          <dt>{words.there(name)}</dt>
          <dd>{address ? <Address of={address.typed} /> : words.noAddress}</dd>
        </div>
        {!address && person && (
          <div>
            <dt>{words.nameThere(name)}</dt>
            <dd>
              <bdi>{person}</bdi>
            </dd>
          </div>
        )}
      </dl>
      <ProvenForm
        user={user}
        isSignInEnough={await isSignInEnough(user.userId, user.sessionId, pending)}
        action={connect}
        submit={<Submit label={words.submit(name)} wait={fields.wait} />}
      >
        <AccountOf email={user.email} label={words.here} />
      </ProvenForm>
      <form className="form" action={skip}>
        <Submit kind="quiet" label={words.skip} wait={fields.wait} />
      </form>
    </Card>
  );
}
