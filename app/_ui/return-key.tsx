import { brand } from '@/lib/brand';

// Rows of a keyboard's right end, as [start, width] in keys. The second and third leave room for the big Return key.
const rows: readonly (readonly (readonly [number, number])[])[] = [
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
];
const unit = 72;
const side = unit - 8;
const round = 12;
const caps = rows.flatMap((row, y) => row.map(([x, width]) => drawCap(x * unit, y * unit, width * unit - 8))).join('');
const returnKey =
  'M300 72h76a12 12 0 0 1 12 12v112a12 12 0 0 1-12 12h-58a12 12 0 0 1-12-12v-46a14 14 0 0 0-14-14h-4v-52a12 12 0 0 1 12-12z';

/** The corner of a keyboard with its Return key lit. Decoration only. */
export function ReturnKey() {
  return (
    <svg className="keys" viewBox="-2 -2 404 298" aria-hidden="true">
      <path className="caps" d={caps} />
      <path className="lit" d={returnKey} />
      <path className="mark-strokes" d={brand.mark} transform="translate(305 96) scale(2.35)" />
    </svg>
  );
}

function drawCap(x: number, y: number, width: number): string {
  const corner = (toX: number, toY: number) => `a${round} ${round} 0 0 1 ${toX} ${toY}`;
  const across = width - 2 * round;
  const down = side - 2 * round;
  return `M${x + round} ${y}h${across}${corner(round, round)}v${down}${corner(-round, round)}h${-across}${corner(-round, -round)}v${-down}${corner(round, -round)}z`;
}
