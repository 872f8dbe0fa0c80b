'use client';

import { usePathname } from 'next/navigation';
import { type FormEvent, useRef } from 'react';

type LanguagesProps = {
  label: string;
  present: string;
  languages: readonly { locale: string; name: string }[];
};

/** The language switcher: each language by its own name, and back to this page. A plain form, which needs no script. */
export function Languages({ label, present, languages }: LanguagesProps) {
  const here = usePathname();
  const typed = useRef<HTMLInputElement>(null);

  function bringAddress(_: FormEvent): void {
    const email = document.querySelector<HTMLInputElement>('input[name="email"]:not([readonly], [hidden])');
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
      <input type="hidden" name="path" value={here} />
      <input ref={typed} type="hidden" name="typed" defaultValue="" />
      {languages.map(({ locale, name }) => (
        <button
          key={locale}
          type="submit"
          name="language"
          value={locale}
          lang={locale}
          aria-current={locale === present ? 'true' : undefined}
        >
          {name}
        </button>
      ))}
    </form>
  );
}
