import { brand } from '@/lib/brand';

/** The brand's mark on a key. The same drawing as app/icon.svg. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
      <rect className="mark-edge" y="2" width="32" height="30" rx="8" />
      <rect className="mark-cap" width="32" height="28" rx="8" />
      <path className="mark-strokes" d={brand.mark} />
    </svg>
  );
}
