'use client';

import { usePathname } from 'next/navigation';
import { Link } from './link';

/** The pages beside each other. The current one is marked; a page that is not among them belongs to the one above it, or to the first. */
export function Nav({ label, pages }: { label: string; pages: readonly { href: string; title: string }[] }) {
  const here = usePathname();
  const current = pages.findLast(({ href }) => here === href || here.startsWith(`${href}/`)) ?? pages[0];
  return (
    <nav className="rail" aria-label={label}>
      <ul>
        {pages.map(({ href, title }) => (
          <li key={href}>
            <Link href={href} aria-current={href === here ? 'page' : href === current?.href ? 'true' : undefined}>
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
