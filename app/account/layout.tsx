import type { ReactNode } from 'react';
import { Nav } from '@/app/_ui/nav';
import { screen } from '@/app/_ui/screen';
import { Submit } from '@/app/_ui/submit';
import { readWords } from '@/lib/web/language';
import { requireUser } from '@/lib/web/session';
import { signOut } from './actions';
import { pages } from './pages';
import { WaitBanner } from './wait-banner';

export default screen(async function AccountLayout({ children }: { children: ReactNode }) {
  const { waitEndsAt } = await requireUser();
  const language = await readWords();
  const { account: words, fields } = language;
  return (
    <div className="account">
      {/* Drawn at the end of the header. It is here because only these pages know that someone is signed in. */}
      <form className="sign-out" action={signOut}>
        <Submit kind="quiet" label={words.signOut} wait={fields.wait} />
      </form>
      <div className="sides">
        <Nav label={words.nav.label} pages={pages.map(({ href, name }) => ({ href, title: words.nav[name] }))} />
        <div className="pages">
          {waitEndsAt && <WaitBanner words={language} endsAt={waitEndsAt} />}
          {children}
        </div>
      </div>
    </div>
  );
});
