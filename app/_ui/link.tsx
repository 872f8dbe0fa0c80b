import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/** A link to another page of this site. No prefetch, because every page is dynamic and prefetching would render it. */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
