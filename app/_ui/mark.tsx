/** The mark of the house: a key that is the arrow of a Return key. The same drawing as app/icon.svg. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="36" height="36" aria-hidden="true">
      <rect className="mark-edge" y="2" width="32" height="30" rx="8" />
      <rect className="mark-cap" width="32" height="28" rx="8" />
      <MarkStrokes />
    </svg>
  );
}

/** The strokes alone, 32 units wide, for a key that is drawn elsewhere. */
export function MarkStrokes() {
  return (
    <g className="mark-strokes">
      <circle cx="22.5" cy="8.6" r="3.6" />
      <path d="M22.5 12.2V18.5H8.2M12 14.7 8.2 18.5l3.8 3.8M16.5 18.5v3.2M20 18.5v3.2" />
    </g>
  );
}
