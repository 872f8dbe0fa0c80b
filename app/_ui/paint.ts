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
