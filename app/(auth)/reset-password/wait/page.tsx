import { redirect } from 'next/navigation';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Link } from '@/app/_ui/link';
import { ExactMoment } from '@/app/_ui/moment';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { entitle } from '@/app/_ui/title';
import { env } from '@/lib/env';
import * as waits from '@/lib/users/waits';
import { readWords } from '@/lib/web/language';
import { findCurrentReset } from '@/lib/web/reset-link';
import type { Words } from '@/lib/words';
import { DeadEnd } from '../dead-end';
import { startWait } from './actions';

export const generateMetadata = entitle((words) => words.wait.title);

/** For the holder of a reset link who has lost every second factor and every recovery code. */
export default screen(async function WaitPage() {
  const language = await readWords();
  const { wait: words, fields, notMe } = language;
  const link = await findCurrentReset();
  if (link.state !== 'open') return <DeadEnd link={link} />;
  if (!link.needsFactor) redirect('/reset-password');
  const open = await waits.find(link.userId);
  if (open) return <Waiting words={language} wait={open} />;
  return (
    <Card
      title={words.title}
      lead={words.lead(env().RECOVERY_DELAY_HOURS)}
      below={
        <>
          {words.found} <Link href="/reset-password">{words.enter}</Link>
        </>
      }
    >
      <ol className="todo">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <Form action={startWait}>
        {/* Not prefilled: a scanner that presses every button doesn't know the address. */}
        <Field name="email" label={notMe.address} type="email" autoComplete="username" />
        <Submit label={words.submit} wait={fields.wait} />
      </Form>
    </Card>
  );
});

function Waiting({ words, wait }: { words: Words; wait: waits.Wait }) {
  const { open } = words.wait;
  const calendar = { intl: words.intl, pattern: words.moment('{date}', '{clock}'), now: new Date() };
  return (
    <Card isEnd title={wait.isOver ? open.over : open.title} lead={wait.isOver ? open.mailed : open.next}>
      <dl className="facts">
        <div>
          <dt>{open.started}</dt>
          <dd>
            <ExactMoment at={wait.openedAt} calendar={calendar} />
          </dd>
        </div>
        <div>
          <dt>{open.ends}</dt>
          <dd>
            <ExactMoment at={wait.endsAt} calendar={calendar} />
          </dd>
        </div>
      </dl>
      <p>{open.meanwhile}</p>
      <Link className="key plain" href="/login">
        {words.login.submit}
      </Link>
    </Card>
  );
}
