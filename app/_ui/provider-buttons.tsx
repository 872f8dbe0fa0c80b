import type { IdentityProvider } from '@/lib/identity-providers';
import { NextField } from './next-field';
import { goToProvider } from './provider-actions';
import { Submit } from './submit';

type ProviderButtonsProps = {
  providers: readonly IdentityProvider[];
  /** What they are pressed for: to sign in, or as in lib/web/provider-start.ts. */
  what?: 'connect' | 'again';
  /** A local path to come back to. */
  next: string | null | undefined;
  label: (provider: string) => string;
  wait: string;
};

/** A button for each of these services. Nothing without one. */
export function ProviderButtons({ providers, what, next, label, wait }: ProviderButtonsProps) {
  if (providers.length === 0) return null;
  return (
    <form className="providers" action={goToProvider}>
      <NextField next={next} />
      {what && <input type="hidden" name="for" value={what} />}
      {providers.map(({ id, name }) => (
        <Submit key={id} kind="plain" label={label(name)} wait={wait} name="provider" value={id} />
      ))}
    </form>
  );
}
