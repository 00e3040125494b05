/**
 * What the style sheet of the console adds to that of all pages: a wider page, navigation, lists, fields and charts.
 */
export const consoleStyle = `.console header, .console main, .console footer { max-width: 84rem; }
.console header { display: block; padding-block: 0.5rem 0; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 1rem; background: var(--surface); }
.skip:focus { left: 0.5rem; z-index: 2; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.35rem 1rem; }
.bar p { margin: 0; }
.product { font-weight: 600; margin-right: auto !important; }
.who { color: var(--muted); font-size: 0.875rem; }
.bar nav { margin-left: 0; }
.small { min-height: 2rem; padding: 0.2rem 0.75rem; font-size: 0.875rem; }
.sections { margin: 0.5rem 0 0; font-size: 1rem; }
.sections ul { display: flex; flex-wrap: wrap; gap: 0 0.25rem; margin: 0; padding: 0; list-style: none; }
.sections li { margin: 0; }
.sections a { display: block; padding: 0.5rem 0.7rem; border-bottom: 3px solid transparent; text-decoration: none; }
.sections a:hover { text-decoration: underline; }
.sections [aria-current] { border-color: var(--accent); color: var(--text); font-weight: 600; }
.tenants { max-width: 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem; font-size: 0.875rem; }
.tenants select { min-width: 0; }
.console main:focus { outline: none; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline-offset: 0; }
.scroll :is(th, td, code, bdi) { overflow-wrap: break-word; }
.scroll td { max-width: 22rem; }
.console th, .console td { min-width: 0; font-size: 0.875rem; }
.console td .small, .console td form { display: inline-block; }
.console tbody th { white-space: nowrap; }
.console .names { min-width: 8rem; max-width: 18rem; white-space: normal; }
.scroll .names :is(a, bdi, small) { overflow-wrap: anywhere; }
.filters { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 1rem; margin: 0 0 1.25rem; }
form:has(> .filters) { display: flex; flex-wrap: wrap; align-items: end; gap: 0.75rem 1rem; margin: 0 0 1.25rem; }
form > .filters { display: contents; }
.filters > div { display: grid; grid-template-columns: minmax(0, auto); gap: 0.15rem; min-width: 0; }
label { font-weight: 600; font-size: 0.875rem; }
.field { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0.25rem; margin: 0 0 1rem; }
.field > input { width: 36rem; }
.act { margin: 0 0 1.25rem; }
input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, textarea {
  min-height: 2.5rem;
  padding: 0.4rem 0.6rem;
  border: 1px solid var(--muted);
  border-radius: 0.35rem;
  background: var(--surface);
  color: var(--text);
  font: inherit;
  max-width: 100%;
}
textarea { width: 100%; min-height: 22rem; font: 0.875rem/1.45 ui-monospace, Consolas, monospace; }
.short { min-height: 8rem; }
.hint { color: var(--muted); font-size: 0.875rem; margin: 0; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(11rem, 1fr)); gap: 0.75rem; margin: 0 0 1.5rem; padding: 0; list-style: none; }
.cards > li { margin: 0; padding: 0.75rem 1rem; border: 1px solid var(--line); border-radius: 0.5rem; }
.cards b { display: block; font-size: 1.5rem; line-height: 1.3; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.state { display: inline-block; padding: 0 0.5rem; border: 1px solid currentColor; border-radius: 1rem; font-size: 0.8125rem; white-space: nowrap; }
.state.warn { color: var(--text); border-style: dashed; }
.state.bad { color: var(--bad); font-weight: 600; }
td details { min-width: 16rem; }
figure { margin: 0 0 1.5rem; }
figcaption { font-weight: 600; margin-bottom: 0.35rem; }
.chart { display: block; width: 100%; max-width: 60rem; height: auto; color: var(--text); }
svg.chart { min-width: 34rem; }
.chart text { fill: var(--muted); font-size: 11px; }
.chart .axis { stroke: var(--line); }
.chart .s0 { fill: var(--accent); stroke: var(--accent); }
.chart .s1 { fill: var(--muted); stroke: var(--muted); }
.chart .s2 { fill: var(--bad); stroke: var(--bad); }
.chart .s3 { fill: var(--text); stroke: var(--text); }
.chart .line { fill: none; stroke-width: 2; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.35rem 0; padding: 0; list-style: none; font-size: 0.875rem; }
.legend li { margin: 0; }
.legend svg { width: 0.8rem; height: 0.8rem; margin-right: 0.35rem; }
form + .hint, .hint + :is(form, .scroll) { margin-top: 0.75rem; }
progress { width: 100%; height: 1.25rem; accent-color: var(--accent); }
.pager { display: flex; gap: 1rem; margin: 0.5rem 0 1.5rem; }
.columns { display: grid; gap: 0 2rem; }
@media (min-width: 60rem) { .columns { grid-template-columns: 1fr 1fr; } }
@media (forced-colors: active) { .chart .s0, .chart .s1, .chart .s2, .chart .s3 { fill: CanvasText; stroke: CanvasText; } }
@media print { .sections, .filters, .bar form, .pager { display: none; } }
`;
