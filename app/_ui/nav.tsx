'use client';

import { usePathname } from 'next/navigation';
import { Link } from './link';

/** The pages beside each other; the present one is marked. */
export function Nav({ label, pages }: { label: string; pages: readonly { href: string; title: string }[] }) {
  const here = usePathname();
  return (
    <nav aria-label={label}>
      <ul>
        {pages.map(({ href, title }) => (
          <li key={href}>
            <Link href={href} aria-current={href === here ? 'page' : undefined}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
