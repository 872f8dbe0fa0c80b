import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { Outcome } from '@/app/_ui/outcome';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { disavowalLifetimeDays } from '@/lib/users/notices';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { rename } from './actions';

export const generateMetadata = entitle((words) => words.account.overview.title);

export default screen(async function AccountPage() {
  const { account, fields } = await readWords();
  const words = account.overview;
  const user = await requireUser();
  return (
    <Card
      title={words.title}
      flash={<Outcome of={['account-confirmed', 'renamed', 'password-changed-here', 'address-changed']} />}
    >
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
      <Form action={rename}>
        <Field name="name" label={fields.name} autoComplete="name" value={user.name} />
        <Submit kind="plain" label={words.save} wait={fields.wait} />
      </Form>
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
