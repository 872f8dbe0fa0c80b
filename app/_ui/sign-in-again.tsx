import { isUsable, listProviders } from '@/lib/identity-providers';
import { list } from '@/lib/users/known-identities';
import { readCurrentPath } from '@/lib/web/current-path';
import { signInPath } from '@/lib/web/destination';
import { readWords } from '@/lib/web/language';
import type { SignedInUser } from '@/lib/web/session';
import { Icon } from './icon';
import { Link } from './link';
import { Outcome, providerFailures } from './outcome';
import { ProviderButtons } from './provider-buttons';

/** Where others enter their current password: the services that sign this user in, which lead back to the page. */
export async function SignInAgain({ user }: { user: SignedInUser }) {
  const { identity, fields } = await readWords();
  const words = identity.again;
  const next = await readCurrentPath();
  const connected = new Set((await list(user.userId)).filter(isUsable).map(({ provider }) => provider));
  const providers = listProviders().filter(({ id }) => connected.has(id));
  return (
    <>
      <Outcome of={providerFailures} />
      <p>{words.text}</p>
      <ProviderButtons what="again" providers={providers} next={next} label={words.submit} wait={fields.wait} />
      {providers.length === 0 ? (
        <Link className="key main" href={signInPath(next)}>
          {words.other} <Icon name="return" />
        </Link>
      ) : (
        // A service that does not ask again is no way; a passkey, or a reset link that sets a password, is.
        <p>
          <Link className="nearby" href={signInPath(next)}>
            {words.elsewhere}
          </Link>
        </p>
      )}
    </>
  );
}
