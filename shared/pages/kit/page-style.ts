/**
 * The one style sheet of all pages, served as a file of its own because pages carry no inline style.
 *
 * One column that reads from 320 px up; light and dark as the system says; contrast at least 4.5:1 in both; nothing moves.
 * Colours that carry meaning always come with words, and forced colours keep every border and focus ring.
 */
export const pageStyle = `:root {
  color-scheme: light dark;
  --page: #f3f4f6;
  --surface: #fff;
  --inset: #f6f7f9;
  --text: #1c2126;
  --muted: #555e68;
  --line: #d3d8de;
  --accent: #0b57a4;
  --link: #0b57a4;
  --on-accent: #fff;
  --good: #14692f;
  --bad: #a8201a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121417;
    --surface: #1b1e22;
    --inset: #23272c;
    --text: #e7eaed;
    --muted: #a7afb8;
    --line: #3b4148;
    --accent: #8dc0ff;
    --link: #8dc0ff;
    --on-accent: #0b1c2f;
    --good: #7fd99a;
    --bad: #ffaea6;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0;
  padding: 0 0.5rem;
  background: var(--page);
  color: var(--text);
  font: 1rem/1.5 system-ui, 'Segoe UI', sans-serif;
  overflow-wrap: break-word;
}
header, main, footer { max-width: 42rem; margin: 0 auto; }
header { display: flex; align-items: center; gap: 1rem; padding: 0.25rem 0.9rem 0; }
.logo { flex: none; height: 2rem; max-width: 40%; object-fit: contain; object-position: left; }
nav { margin-left: auto; font-size: 0.875rem; }
main {
  margin-top: 0.25rem;
  padding: 0.9rem 0.9rem 1.5rem;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 0.75rem;
}
footer { padding: 1.25rem 0.9rem 2rem; color: var(--muted); font-size: 0.875rem; }
footer p { margin: 0 0 0.35rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 2rem 0 0.5rem; font-size: 1.125rem; line-height: 1.35; text-wrap: balance; }
h3 { margin: 1.5rem 0 0.35rem; font-size: 1rem; }
p, ol, ul, dl, pre { margin: 0 0 0.85rem; }
p, li, dd { text-wrap: pretty; }
main > :last-child { margin-bottom: 0; }
ol, ul { padding-left: 1.4rem; }
li { margin-bottom: 0.45rem; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:hover { text-decoration-thickness: 2px; }
bdi, code { overflow-wrap: anywhere; }
code, pre { font: 0.875em/1.5 ui-monospace, Consolas, monospace; }
.lead { font-size: 1.0625rem; }
.muted { color: var(--muted); }
.whole { white-space: nowrap; }
.mark { display: block; width: 2.5rem; height: 2.5rem; margin-bottom: 0.75rem; }
.good { color: var(--good); }
.bad { color: var(--bad); }
.facts { border-top: 1px solid var(--line); }
.facts > div { padding: 0.3rem 0; border-bottom: 1px solid var(--line); }
dt { font-weight: 600; }
dd { margin: 0; }
dd > :last-child { margin-bottom: 0; }
table { width: 100%; margin: 0 0 1.25rem; border-collapse: collapse; }
caption { padding-bottom: 0.35rem; font-weight: 600; text-align: left; text-wrap: balance; }
th, td {
  min-width: 5.25rem;
  padding: 0.5rem 0 0.5rem 0.5rem;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
  font-size: 0.875rem;
  overflow-wrap: anywhere;
}
th:first-child { min-width: 3.75rem; padding-left: 0; }
tbody th { font-weight: inherit; }
th small, td small { display: block; color: var(--muted); font-size: inherit; }
.note { margin: 0 0 0.85rem; padding: 0.5rem 0.75rem; background: var(--inset); border-left: 4px solid var(--accent); border-radius: 0.25rem; }
.note > :last-child { margin-bottom: 0; }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 0.75rem 1rem; margin: 0.9rem 0; }
form { margin: 0; }
button, .button {
  display: inline-block;
  min-height: 2.75rem;
  padding: 0.55rem 1.1rem;
  border: 1px solid var(--accent);
  border-radius: 0.4rem;
  background: var(--surface);
  color: var(--accent);
  font: inherit;
  font-weight: 600;
  text-align: center;
  text-decoration: none;
  cursor: pointer;
}
button:hover, .button:hover { text-decoration: underline; }
.primary { background: var(--accent); color: var(--on-accent); }
.danger { border-color: var(--bad); color: var(--bad); }
[aria-disabled='true'] { cursor: progress; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 0.25rem; }
details { margin: 0.75rem 0; border: 1px solid var(--line); border-radius: 0.4rem; }
summary { padding: 0.65rem 1rem; font-weight: 600; cursor: pointer; }
details[open] > summary { border-bottom: 1px solid var(--line); }
details > div { padding: 0.85rem 1rem; }
details > div > :last-child { margin-bottom: 0; }
.languages { position: relative; margin: 0; border: 0; }
.languages > summary { padding: 0.2rem 0; font-weight: inherit; color: var(--muted); }
.languages[open] > summary { border: 0; }
.languages svg { margin-right: 0.35em; vertical-align: -0.15em; }
.languages ul {
  position: absolute;
  right: 0;
  z-index: 1;
  min-width: 9rem;
  margin: 0;
  padding: 0.35rem 0;
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  list-style: none;
}
.languages li { margin: 0; }
.languages a { display: block; padding: 0.4rem 1rem; }
pre {
  padding: 0.85rem 1rem;
  background: var(--inset);
  border: 1px solid var(--line);
  border-radius: 0.4rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
@media (max-width: 39.99rem) {
  .facts { font-size: 0.9375rem; line-height: 1.4; }
  dt, dd { display: inline; }
  dt::after { content: ':'; }
  dt:lang(fr)::after { content: '\\00a0:'; }
}
@media (min-width: 24rem) {
  th:first-child { min-width: 5.75rem; }
}
@media (min-width: 40rem) {
  body { padding: 0 1rem; line-height: 1.55; }
  main { margin-top: 0.75rem; padding: 1.75rem 2.5rem 2.5rem; }
  header, footer { padding-inline: 2.5rem; }
  nav { font-size: 0.875rem; }
  h1 { margin-bottom: 0.75rem; font-size: 1.75rem; }
  .actions { margin: 1.25rem 0; }
  .note { padding: 0.75rem 1rem; }
  th, td { padding-left: 0.75rem; font-size: inherit; }
  time { white-space: nowrap; }
  .facts > div { display: grid; grid-template-columns: 11rem minmax(0, 1fr); gap: 1rem; padding: 0.5rem 0; }
}
@media (forced-colors: active) {
  .primary { border-width: 3px; }
  :focus-visible { outline-color: Highlight; }
}
@media print {
  body { background: none; font-size: 10pt; }
  header, main, footer { max-width: none; padding-inline: 0; }
  main { border: 0; }
  h2, h3, caption, dt { break-after: avoid; }
  tr, li, dd > p { break-inside: avoid; }
  button, .button, nav { display: none; }
}
`;
