import type { Metadata } from 'next';
import { Card } from '@/app/_ui/card';
import { Field } from '@/app/_ui/field';
import { Form } from '@/app/_ui/form';
import { Icon } from '@/app/_ui/icon';
import { Link } from '@/app/_ui/link';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { readWords } from '@/lib/web/language';
import { disavowalLifetimeDays, findCurrentNotMe } from '@/lib/web/not-me';
import { sayNotMe } from './actions';

export async function generateMetadata(): Promise<Metadata> {
  const words = (await readWords()).notMe;
  // A failed lookup must not break the title; the page itself reports it.
  const state = await findCurrentNotMe()
    .then(({ state }) => state)
    .catch((): 'change' => 'change');
  return { title: isLive(state) ? words[state].title : words.dead[state].title };
}

export default screen(async function NotMePage() {
  const { notMe: words, fields } = await readWords();
  const { state } = await findCurrentNotMe();
  if (state === 'cookieless')
    return <Card isEnd title={words.dead.cookieless.title} lead={words.dead.cookieless.text} />;
  if (!isLive(state)) {
    return (
      <Card
        isEnd
        title={words.dead[state].title}
        lead={state === 'expired' ? words.dead.expired.text(disavowalLifetimeDays) : words.dead[state].text}
      >
        <Link className="key main" href="/forgot-password">
          {words.forgot} <Icon name="return" />
        </Link>
      </Card>
    );
  }
  return (
    <Card title={words[state].title} lead={words[state].lead}>
      <Form action={sayNotMe}>
        {/* Not prefilled: a scanner that opens every link and presses every button doesn't know the address. */}
        <Field name="email" label={words.address} type="email" autoComplete="username" />
        <Submit label={words[state].submit} wait={fields.wait} kind={kinds[state]} />
      </Form>
    </Card>
  );
});

// The yellow key is a reader's next step, and most who come here have none.
const kinds = { change: 'final', security: 'final', deletion: 'main', reset: 'plain' } as const;

type State = Awaited<ReturnType<typeof findCurrentNotMe>>['state'];

function isLive(state: State): state is keyof typeof kinds {
  return state in kinds;
}
