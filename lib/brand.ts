/**
 * What a team changes to make this house its own: name, address for help, mark, colours.
 * Pages (through app/layout.tsx) and emails take them from here. Imports nothing, so that both may.
 */
export const brand = {
  name: 'Return Key',
  supportEmail: 'help@example.com',
  /** A key that is the arrow of a Return key: the path of strokes, 2.6 wide, on a keycap of 32 by 28. Also the site's icon. */
  mark: 'M22.5 5a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2zM22.5 12.2V18.5H8.2M12 14.7 8.2 18.5l3.8 3.8M16.5 18.5v3.2M20 18.5v3.2',
  colours: {
    /** The accent is a surface for dark text (contrast 12 to 1), never a colour of text. */
    light: {
      paper: '#eef0ee',
      card: '#ffffff',
      ink: '#17191c',
      soft: '#53595f',
      line: '#d5d9d8',
      accent: '#ffc933',
      accentEdge: '#c48d00',
      onAccent: '#1d1600',
    },
    dark: {
      paper: '#101214',
      card: '#1a1d20',
      ink: '#f1f2ef',
      soft: '#acb3b8',
      line: '#33383c',
      accent: '#ffc933',
      accentEdge: '#a17400',
      onAccent: '#1d1600',
    },
  },
};

type Colours = Record<string, string>;

/** The colours of the brand as custom properties, for both schemes: `onAccent` becomes `--on-accent`. */
export function paint({ light, dark }: { light: Colours; dark: Colours }): string {
  return `:root{${list(light)}}@media (prefers-color-scheme:dark){:root{${list(dark)}}}`;
}

function list(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}:${value}`)
    .join(';');
}
