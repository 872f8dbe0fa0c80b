/** Two rows of bars: one group for each delay of the mail server, one bar for each product. */
export type Series = {
  name: string;
  colour: string;
  values: { label: string; rate: number; p50: number; p95: number }[];
};

const width = 760;
const panel = { left: 40, height: 150, top: 84, gap: 70 };

/** An SVG that reads on light and on dark ground. */
export function drawChart(title: string, series: readonly Series[]): string {
  const rates = drawPanel('requests per second', panel.top, series, ({ rate }) => [rate, rate]);
  const second = panel.top + panel.height + panel.gap;
  const times = drawPanel('milliseconds until the answer: p50, and p95 paler', second, series, ({ p50, p95 }) => [
    p50,
    p95,
  ]);
  const legend = series.map(
    ({ name, colour }, n) =>
      `<rect x="${panel.left + n * 235}" y="36" width="12" height="12" rx="3" fill="${colour}"/>
<text x="${panel.left + n * 235 + 18}" y="47">${name}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${second + panel.height + 40}" role="img" aria-label="${title}">
<style>text{font:13px system-ui,sans-serif;fill:#475569}.t{font-weight:600;font-size:15px}.v{font-size:11px}
@media(prefers-color-scheme:dark){text{fill:#cbd5e1}}</style>
<text class="t" x="${panel.left}" y="20">${title}</text>
${[...legend, rates, times].join('\n')}
</svg>
`;
}

type Point = Series['values'][number];

function drawPanel(
  name: string,
  top: number,
  series: readonly Series[],
  pick: (point: Point) => [number, number],
): string {
  const largest = Math.max(...series.flatMap(({ values }) => values.map((point) => pick(point)[1])));
  const base = top + panel.height;
  const groups = series[0]?.values.length ?? 0;
  const groupWidth = (width - panel.left * 2) / groups;
  const barWidth = Math.min(60, groupWidth / (series.length + 1));
  const height = (value: number) => (value / largest) * (panel.height - 20);
  const bars = series.flatMap(({ colour, values }, s) =>
    values.flatMap((point, g) => {
      const x = panel.left + g * groupWidth + barWidth / 2 + s * barWidth;
      const [solid, pale] = pick(point);
      const draw = (value: number, opacity: number) =>
        `<rect x="${x.toFixed(1)}" y="${(base - height(value)).toFixed(1)}" width="${(barWidth - 6).toFixed(1)}" height="${height(value).toFixed(1)}" rx="2" fill="${colour}" opacity="${opacity}"/>`;
      const label = solid === pale ? write(solid) : `${write(solid)} / ${write(pale)}`;
      const text = `<text class="v" text-anchor="middle" x="${(x + barWidth / 2 - 3).toFixed(1)}" y="${(base - height(pale) - 4).toFixed(1)}">${label}</text>`;
      return [draw(pale, 0.4), draw(solid, 1), text];
    }),
  );
  const labels = series[0]?.values.map(
    ({ label }, g) => `<text x="${panel.left + g * groupWidth + barWidth / 2}" y="${base + 18}">${label}</text>`,
  );
  return `<text x="${panel.left}" y="${top - 4}">${name}</text>\n${[...bars, ...(labels ?? [])].join('\n')}`;
}

const write = (value: number) => Math.round(value).toLocaleString('en');
