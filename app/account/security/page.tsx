import { Card } from '@/app/_ui/card';
import { Link } from '@/app/_ui/link';
import { type Calendar, Moment } from '@/app/_ui/moment';
import { Notice } from '@/app/_ui/notice';
import { Outcome } from '@/app/_ui/outcome';
import { screen } from '@/app/_ui/screen';
import { entitle } from '@/app/_ui/title';
import * as authenticators from '@/lib/factors/authenticators';
import * as factors from '@/lib/factors/factors';
import { fewLeft, setSize } from '@/lib/factors/recovery-codes';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import type { Words } from '@/lib/words';
import { Passkeys } from './passkeys/list';

export const generateMetadata = entitle((words) => words.account.security.title);

export default screen(async function SecurityPage() {
  const language = await readWords();
  const words = language.account.security;
  const { userId } = await requireUser();
  const [enrolled, app] = await Promise.all([factors.find(userId), authenticators.find(userId)]);
  const calendar = { intl: language.intl, pattern: language.moment('{date}', '{clock}'), now: new Date() };
  return (
    <Card
      title={words.title}
      lead={factors.hasFactor(enrolled) ? words.leadOn : words.lead}
      flash={
        <Outcome
          of={[
            'app-added',
            'app-removed',
            'app-exists',
            'factor-gone',
            'codes-renewed',
            'code-saved',
            'enrolment-expired',
            'passkey-added',
            'passkey-renamed',
            'passkey-removed',
          ]}
        />
      }
    >
      <AppSection words={words} app={app} calendar={calendar} />
      <Passkeys />
      <CodesSection words={words} {...enrolled} />
    </Card>
  );
});

type SecurityWords = Words['account']['security'];

type AppSectionProps = { words: SecurityWords; app: { createdAt: Date } | null; calendar: Calendar };

function AppSection({ words, app, calendar }: AppSectionProps) {
  return (
    <section>
      <h2>{words.app.title}</h2>
      <p>{words.app.text}</p>
      {app && (
        <p>
          {words.added} <Moment at={app.createdAt} calendar={calendar} />
        </p>
      )}
      <Link className="key plain" href={app ? '/account/security/app/remove' : '/account/security/app'}>
        {app ? words.app.remove : words.app.setUp}
      </Link>
    </section>
  );
}

function CodesSection({ words, ...enrolled }: { words: SecurityWords } & factors.Enrolled) {
  const { codesLeft } = enrolled;
  const { codes } = words;
  if (!factors.hasFactor(enrolled)) {
    return (
      <section>
        <h2>{codes.title}</h2>
        <p>
          {codes.text} {codes.later(setSize)}
        </p>
      </section>
    );
  }
  const left = codesLeft === 0 ? codes.none : codes.left(codesLeft);
  return (
    <section>
      <h2>{codes.title}</h2>
      {codesLeft <= fewLeft && <Notice tone="error">{`${left} ${codes.few}`}</Notice>}
      <p>{codesLeft > fewLeft ? `${left} ${codes.text}` : codes.text}</p>
      <Link className="key plain" href="/account/security/codes">
        {codes.renew}
      </Link>
    </section>
  );
}
