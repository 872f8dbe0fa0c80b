/**
 * What a team changes to make this house its own: name, address for help, colours.
 * Pages (through app/layout.tsx) and mails take them from here. Imports nothing, so that both may.
 */
export const brand = {
  name: 'Return Key',
  supportEmail: 'help@example.com',
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
