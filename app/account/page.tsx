import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { Outcome } from '@/app/_ui/outcome';
import { PasskeySignals } from '@/app/_ui/passkey-signals';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { WithPasskeys } from '@/app/_ui/with-passkeys';
import { listProviders, nameProvider } from '@/lib/identity-providers';
import { findProfile } from '@/lib/users/account';
import { disavowalLifetimeDays } from '@/lib/users/notices';
import * as reviews from '@/lib/users/reviews';
import { readWords } from '@/lib/web/language';
import { type PendingIdentity, readPendingIdentity } from '@/lib/web/pending-identity';
import { identitiesPath } from '@/lib/web/provider-answer';
import { requireUser } from '@/lib/web/session';
import type { Words } from '@/lib/words';
import { declinePasskey, saveProfile } from './actions';
import { hasSecurity } from './pages';
import { Review } from './review';

export const generateMetadata = entitle((words) => words.account.overview.title);

export default screen(async function AccountPage() {
  const language = await readWords();
  const { account, fields, intl } = language;
  const words = account.overview;
  const user = await requireUser();
  const profile = await findProfile(user.userId);
  const review = user.isRecovered ? await reviews.find(user.userId) : null;
  const calendar = { intl, pattern: language.moment('{date}', '{clock}'), now: new Date() };
  return (
    <Card
      title={words.title}
      flash={
        <Outcome
          of={[
            'account-confirmed',
            'renamed',
            'password-changed-here',
            'password-set-here',
            'address-changed',
            'wait-cancelled',
          ]}
        />
      }
    >
      {review && reviews.hasAnything(review) && <Review words={language} review={review} calendar={calendar} />}
      <dl className="facts">
        <div>
          <dt>{words.email}</dt>
          <dd>
            <strong className="address">{user.email}</strong>
          </dd>
          <dd className="detail">
            {words.emailUse}{' '}
            <Link className="nearby" href="/account/email">
              {words.changeEmail}
            </Link>
          </dd>
        </div>
      </dl>
      <Form action={saveProfile}>
        <Field name="name" label={fields.name} autoComplete="name" value={profile.name} />
        <Submit kind="plain" label={words.save} wait={fields.wait} />
      </Form>
      <Services words={language.identity} pending={await readPendingIdentity(user.userId)} />
      {hasSecurity && review?.offersPasskey && (
        <WithPasskeys>
          <section>
            <h2>{words.offer.title}</h2>
            <p>{words.offer.text}</p>
            <div className="row">
              <Link className="key plain" href="/account/security/passkeys/new">
                {words.offer.accept}
              </Link>
              <form action={declinePasskey}>
                <Submit kind="quiet" label={words.offer.decline} wait={fields.wait} />
              </form>
            </div>
          </section>
        </WithPasskeys>
      )}
      <PasskeySignals after={['renamed', 'address-changed']} user={user} />
      <section>
        <h2>{words.remove}</h2>
        <p>{words.removeText(disavowalLifetimeDays)}</p>
        <Link className="key plain" href="/account/delete">
          {account.remove.title}
        </Link>
      </section>
    </Card>
  );
});

type ServicesProps = { words: Words['identity']; pending: PendingIdentity | null };

/** The way to the services that sign in here, or to the one that waits to be connected. Nothing where none is configured. */
function Services({ words, pending }: ServicesProps) {
  if (listProviders().length === 0) return null;
  const name = pending && nameProvider(pending.provider);
  return (
    <section>
      <h2>{name ? words.connect.title(name) : words.title}</h2>
      <p>{name ? words.connect.lead(name) : words.lead}</p>
      <Link className="key plain" href={identitiesPath}>
        {name ? words.connect.submit(name) : words.manage}
      </Link>
    </section>
  );
}
