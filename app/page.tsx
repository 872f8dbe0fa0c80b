import { screen } from '@/app/_ui/screen';
import { resetLifetimeMinutes } from '@/lib/recovery/reset-links';
import { readWords } from '@/lib/web/language';
import { findUser } from '@/lib/web/session';
import { Heading } from './_ui/heading';
import { Icon } from './_ui/icon';
import { Link } from './_ui/link';
import { Outcome } from './_ui/outcome';
import { ReturnKey } from './_ui/return-key';

export default screen(async function HomePage() {
  const words = (await readWords()).home;
  const user = await findUser();
  return (
    <div className="home">
      <div className="pitch">
        <Heading>{words.heading}</Heading>
        <p className="lead">{words.lead}</p>
        <Outcome of={['signed-out']} />
        {user ? (
          <div className="ways">
            <p>{words.signedIn(user.name)}</p>
            <Link className="key main" href="/account">
              {words.toAccount} <Icon name="return" />
            </Link>
          </div>
        ) : (
          <div className="ways">
            <Link className="key main" href="/login">
              {words.signIn} <Icon name="return" />
            </Link>
            <Link className="key plain" href="/register">
              {words.register}
            </Link>
          </div>
        )}
      </div>
      <ReturnKey />
      <ul className="promises">
        {words.facts(resetLifetimeMinutes).map(({ title, text }) => (
          <li key={title}>
            <h2>{title}</h2>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </div>
  );
});
