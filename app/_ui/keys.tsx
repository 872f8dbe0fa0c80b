import { MarkStrokes } from './mark';

// Rows of a keyboard's right end, as [x, width] in units of one key; the big Return key takes the gap in the middle rows.
const rows = [
  [
    [0.5, 1],
    [1.5, 1],
    [2.5, 1],
    [3.5, 2],
  ],
  [
    [0, 1],
    [1, 1],
    [2, 1],
    [3, 1],
  ],
  [
    [0.25, 1],
    [1.25, 1],
    [2.25, 1],
    [3.25, 1],
  ],
  [
    [0.75, 1],
    [1.75, 1],
    [2.75, 2.75],
  ],
] as const;
const unit = 72;
const gap = 8;

/** The corner of a keyboard with its Return key lit. Decoration only. */
export function Keys() {
  return (
    <svg className="keys" viewBox="-2 -2 404 298" aria-hidden="true">
      <g className="caps">
        {rows.flatMap((row, y) =>
          row.map(([x, width]) => (
            <rect key={`${x},${y}`} x={x * unit} y={y * unit} width={width * unit - gap} height={unit - gap} rx="12" />
          )),
        )}
      </g>
      <path
        className="lit"
        d="M300 72h76a12 12 0 0 1 12 12v112a12 12 0 0 1-12 12h-58a12 12 0 0 1-12-12v-46a14 14 0 0 0-14-14h-4v-52a12 12 0 0 1 12-12z"
      />
      <g transform="translate(305 96) scale(2.35)">
        <MarkStrokes />
      </g>
    </svg>
  );
}
