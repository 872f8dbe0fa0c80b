/**
 * What a team changes to make this site its own: name, support address, mark, colours.
 * Used by pages (through app/layout.tsx) and emails. Imports nothing, so that both can import it.
 */
export const brand = {
  name: 'Return Key',
  supportEmail: 'help@example.com',
  /** The logo, a key shaped like the arrow of a Return key: an SVG path with strokes 2.6 wide, on a keycap of 32 by 28. Also the icon. */
  mark: 'M22.5 5a3.6 3.6 0 1 1 0 7.2a3.6 3.6 0 1 1 0-7.2zM22.5 12.2V18.5H8.2M12 14.7 8.2 18.5l3.8 3.8M16.5 18.5v3.2M20 18.5v3.2',
  /** The same mark as one character, for emails: Gmail and Outlook show no SVG. */
  markText: '↵',
  colours: {
    /** The accent is a background for dark text (contrast 12:1), never a text colour. */
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

/** The brand's colours as CSS custom properties for both colour schemes. `onAccent` becomes `--on-accent`. */
export function toStyleSheet({ light, dark }: { light: Colours; dark: Colours }): string {
  return `:root{${toProperties(light)}}@media (prefers-color-scheme:dark){:root{${toProperties(dark)}}}`;
}

function toProperties(colours: Colours): string {
  return Object.entries(colours)
    .map(([name, value]) => `--${name.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}:${value}`)
    .join(';');
}
