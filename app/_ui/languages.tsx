'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { Fragment, useRef } from 'react';

type LanguagesProps = {
  label: string;
  current: string;
  languages: readonly { locale: string; name: string }[];
};

/** The language switcher: each language by its own name, and back to this page. A plain form, which needs no script. */
export function Languages({ label, current, languages }: LanguagesProps) {
  const path = usePathname();
  const query = useSearchParams().toString();
  const typed = useRef<HTMLInputElement>(null);

  // Carries a typed email address over the page load. Only that one field, because later pages prefill it.
  function bringAddress(): void {
    const email = document.querySelector<HTMLInputElement>('input[autocomplete^="username"]:not([readonly], [hidden])');
    if (typed.current && email) typed.current.value = email.value;
  }

  if (languages.length < 2) return null;
  return (
    <form
      className="languages"
      action="/language"
      method="post"
      encType="multipart/form-data"
      onSubmit={bringAddress}
      aria-label={label}
    >
      <input type="hidden" name="path" value={query ? `${path}?${query}` : path} />
      <input ref={typed} type="hidden" name="typed" defaultValue="" />
      {languages.map(({ locale, name }) => (
        <Fragment key={locale}>
          <button
            type="submit"
            name="language"
            value={locale}
            lang={locale}
            aria-current={locale === current ? 'true' : undefined}
          >
            {name}
          </button>{' '}
        </Fragment>
      ))}
    </form>
  );
}
