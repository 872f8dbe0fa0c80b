import { FactorField } from '@/app/_ui/factor-field';
import { Link } from '@/app/_ui/link';
import { Notice } from '@/app/_ui/notice';
import { PasskeyButton } from '@/app/_ui/passkey-button';
import * as factors from '@/lib/factors/factors';
import type { Words } from '@/lib/words';

type FactorProps = { reset: { userId: string; isProven: boolean }; words: Words };

/** The second factor of a reset, before the new password: asked for, or said to be accepted in this browser. */
export async function Factor({ reset, words }: FactorProps) {
  if (reset.isProven) return <Notice tone="success">{words.verify.accepted}</Notice>;
  const { authenticator, passkeys } = await factors.find(reset.userId);
  return (
    <>
      {passkeys > 0 && <PasskeyButton label={words.passkey.use} wait={words.fields.wait} />}
      <FactorField words={words.verify} hasApp={authenticator} />
      <p>
        <Link className="nearby" href="/reset-password/wait">
          {words.wait.link}
        </Link>
      </p>
    </>
  );
}
