import { FactorField } from '@/app/_ui/factor-field';
import { Notice } from '@/app/_ui/notice';
import * as factors from '@/lib/factors/factors';
import type { Words } from '@/lib/words';

type FactorProps = { link: { userId: string; isProven: boolean }; words: Words['verify'] };

/** The second factor of a reset, before the new password: asked for, or said to be accepted in this browser. */
export async function Factor({ link, words }: FactorProps) {
  if (link.isProven) return <Notice tone="success">{words.accepted}</Notice>;
  const { authenticator } = await factors.find(link.userId);
  return <FactorField words={words} hasApp={authenticator} />;
}
