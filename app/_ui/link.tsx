import NextLink from 'next/link';
import type { ComponentProps } from 'react';

/** A way to another page of this site. Not fetched ahead: every page is personal, so that would be work for nothing. */
export function Link(props: Omit<ComponentProps<typeof NextLink>, 'prefetch'>) {
  return <NextLink {...props} prefetch={false} />;
}
