/** The style sheet of the mailbox: light and dark, from 320 pixels wide. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: #f3f3f0; --card: #fff; --ink: #1b1d20; --soft: #5c6268; --line: #dcdcd6; --link: #0b57a4; --key: #ffc933;
}
@media (prefers-color-scheme: dark) {
  :root { --paper: #121416; --card: #1b1e21; --ink: #eeefec; --soft: #a6adb3; --line: #33383c; --link: #8cc2ff; }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
main { max-width: 52rem; margin: 0 auto; padding: clamp(1rem, 5vw, 3.5rem) clamp(.75rem, 4vw, 1.5rem) 4rem; }
h1 { margin: 0; font-size: 1.5rem; line-height: 1.25; letter-spacing: -.015em; overflow-wrap: anywhere; }
h2 { margin: 2rem 0 .5rem; font-size: .8125rem; font-weight: 600; color: var(--soft); }
a { color: var(--link); text-underline-offset: .2em; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: .375rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .875rem; padding: clamp(1rem, 4vw, 1.5rem); }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-bottom: 1.25rem; }
.bar form { margin-left: auto; }
.people { display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0 0 1.25rem; padding: 0; list-style: none; font-size: .9375rem; }
.people a {
  display: block; padding: .55rem .75rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--card);
  color: inherit; text-decoration: none;
}
.people a:hover, .people a[aria-current] { border-color: var(--ink); }
.people a[aria-current] { font-weight: 600; }
.count {
  min-width: 1.75rem; padding: 0 .5rem; border-radius: 1rem; background: var(--key); color: #1d1600;
  font-size: .875rem; font-weight: 600; line-height: 1.75; text-align: center; font-variant-numeric: tabular-nums;
}
button {
  min-height: 2.75rem; padding: 0 1rem; border: 1px solid var(--line); border-radius: .625rem; cursor: pointer;
  background: var(--card); color: inherit; font: inherit; font-size: .9375rem;
}
button:hover { border-color: var(--soft); }
.empty { color: var(--soft); }
.empty p { margin: 0; }
.empty b { color: var(--ink); }
.mails {
  margin: 0; padding: 0; list-style: none; overflow: hidden;
  background: var(--card); border: 1px solid var(--line); border-radius: .875rem;
}
.mails li + li { border-top: 1px solid var(--line); }
.mails a {
  display: grid; grid-template-columns: 1fr auto; gap: .125rem 1rem; padding: .875rem clamp(1rem, 4vw, 1.5rem);
  color: inherit; text-decoration: none;
}
.mails a:hover { background: color-mix(in srgb, var(--key) 12%, transparent); }
.mails a:focus-visible { outline-offset: -3px; border-radius: .875rem; }
.subject { grid-column: 1 / -1; font-weight: 600; overflow-wrap: anywhere; }
.who { color: var(--soft); font-size: .9375rem; min-width: 0; overflow-wrap: anywhere; }
time { color: var(--soft); font-size: .9375rem; font-variant-numeric: tabular-nums; }
.back { margin: 0 0 1rem; font-size: .9375rem; }
section + .back { margin-top: 1.5rem; }
dl { margin: 1rem 0 0; display: grid; gap: .25rem; font-size: .9375rem; }
dl div { display: flex; gap: .75rem; }
dt { flex: none; width: 3rem; color: var(--soft); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
iframe {
  display: block; width: 100%; height: 64rem; resize: vertical;
  background: #fff; border: 1px solid var(--line); border-radius: .875rem;
}
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.6 ui-monospace, Menlo, Consolas, monospace; }
@media (max-width: 34rem) { iframe { height: 84rem; } }
@media (max-width: 30rem) { .mails a { grid-template-columns: 1fr; } .bar form { margin-left: 0; } }
`;

/** The favicon: an envelope in the colors of the page. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#ffc933"/>
<path d="M7 11h18v11H7zm0 0 9 7 9-7" fill="none" stroke="#1d1600" stroke-width="2.5" stroke-linejoin="round"/></svg>`;
