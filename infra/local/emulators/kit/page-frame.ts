/**
 * The frame of the pages by which the local stack shows itself: look, headers, and a line that says whose page it is.
 *
 * Light and dark, one column that fits a phone, no script, nothing loaded from elsewhere, no use by another site.
 */
import { createHash } from 'node:crypto';
import type { EmulatedAnswer } from './emulator.ts';
import { html, type Html } from './html.ts';

export interface FramedPageInput {
  title: string;
  /** The line above the page. */
  banner: string;
  body: Html;
  status?: number;
}

/** Builds a whole page. */
export function buildFramedPage({ title, banner, body, status = 200 }: FramedPageInput): EmulatedAnswer {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${{ html: `<style>${STYLE}</style>` }}
      </head>
      <body>
        <header>${banner}</header>
        <main>${body}</main>
      </body>
    </html>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': POLICY,
      'Cross-Origin-Resource-Policy': 'same-origin',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
    body: page.html,
  };
}

const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1b1b1b; --quiet: #555; --line: #d0d7de;
  --accent: #0f6cbd; }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --card: #1f242b; --text: #f0f0f0; --quiet: #b5bcc4;
  --line: #3a424c; --accent: #62abf5; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 "Segoe UI", system-ui, sans-serif;
  overflow-wrap: anywhere; }
header { padding: .5rem 1rem; border-bottom: 1px solid var(--line); color: var(--quiet); font-size: .85rem; }
main { max-width: 56rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 0 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1.1rem; }
a { color: var(--accent); }
nav { margin-bottom: 1rem; }
.quiet, time, .count { color: var(--quiet); font-size: .9rem; }
.list { margin: 0; padding: 0; list-style: none; background: var(--card); border: 1px solid var(--line);
  border-radius: 6px; }
.list li { display: flex; flex-wrap: wrap; gap: .1rem 1rem; padding: .6rem 1rem; }
.list li + li { border-top: 1px solid var(--line); }
.list time, .count { margin-left: auto; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem; }
dt { color: var(--quiet); }
dd { margin: 0; }
pre, iframe { width: 100%; margin: 1rem 0 0; border: 1px solid var(--line); border-radius: 6px; }
pre { padding: 1rem; background: var(--card); white-space: pre-wrap; font: inherit; }
iframe { height: 70vh; background: #fff; }
.list.people li { display: block; }
.list.people p { margin: .15rem 0 0; }
.notice { padding: .75rem 1rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--accent);
  border-radius: 6px; }
.notice > :first-child { margin-top: 0; }
.notice > :last-child { margin-bottom: 0; }
summary { cursor: pointer; }
.ways { display: block; }
.ways dt { margin-top: .5rem; }
code, .command { font: .85rem/1.5 ui-monospace, "Cascadia Mono", Consolas, Menlo, monospace; }
.command { margin: .25rem 0 1rem; overflow-x: auto; white-space: pre; overflow-wrap: normal; user-select: all; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
