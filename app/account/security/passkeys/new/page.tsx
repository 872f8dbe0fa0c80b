import { AccountOf } from '@/app/_ui/account-of';
import { Card } from '@/app/_ui/card';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { PasskeyButton } from '@/app/_ui/passkey-button';
import { ProvenForm } from '@/app/_ui/proven-form';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { readEnrolment } from '@/lib/web/enrolment';
import { readWords } from '@/lib/web/language';
import { findCreation } from '@/lib/web/passkeys';
import { requireFreshFactor } from '@/lib/web/session';
import { begin, create } from '../actions';

export const generateMetadata = entitle((words) => words.passkey.create.title);

export default screen(async function NewPasskeyPage() {
  const { passkey, fields } = await readWords();
  const words = passkey.create;
  const user = await requireFreshFactor();
  const options = (await readEnrolment(user))?.step === 'passkey' ? await findCreation(user) : null;
  return (
    <Card
      title={words.title}
      lead={options ? words.lead : words.before}
      below={<Link href="/account/security">{passkey.cancel}</Link>}
    >
      <noscript>
        <p className="notice" data-tone="error">
          {words.scriptless}
        </p>
      </noscript>
      {options ? (
        <Form action={create}>
          <PasskeyButton
            kind="main"
            label={words.submit}
            wait={fields.wait}
            creation={{ options, exists: words.exists }}
          />
        </Form>
      ) : (
        <ProvenForm user={user} action={begin} submit={<Submit label={words.next} wait={fields.wait} />}>
          <AccountOf email={user.email} label={fields.email} />
        </ProvenForm>
      )}
    </Card>
  );
});
