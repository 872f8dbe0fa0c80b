'use client';

import { Broken, findDigest } from './_ui/broken';

export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  return <Broken reference={findDigest(error)} retry={retry} />;
}
