/**
 * The frame of every page: look, headers, and the line that says it is not from Microsoft.
 *
 * The headers that matter to a browser sent here: Cross-Origin-Opener-Policy (a popup loses its opener), no
 * framing, no caching, a policy without inline code. `form-action` is left out, because browsers apply it to the
 * redirect that follows a form.
 */
import { randomBytes } from 'node:crypto';
import type { EmulatedAnswer } from '../../kit/emulator.ts';
import { html, type Html } from '../../kit/html.ts';

export interface PageInput {
  title: string;
  body: Html;
  /** Runs once the page is loaded. */
  script?: string;
  status?: number;
  /** Sets the browser's cookie. */
  setCookie?: string | undefined;
}

/** Headers of everything that a browser gets here, redirects included. */
export function buildBrowserHeaders(setCookie?: string): Record<string, string> {
  return {
    'Cache-Control': 'no-store, no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    ...(setCookie && { 'Set-Cookie': setCookie }),
  };
}

/** Builds a whole page. */
export function buildPage({ title, body, script, status = 200, setCookie }: PageInput): EmulatedAnswer {
  const nonce = randomBytes(16).toString('base64url');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${{ html: STYLE }}
        </style>
      </head>
      <body>
        <main>
          <p class="origin">Local stand-in for Microsoft sign-in</p>
          ${body}
        </main>
        ${
          script !== undefined &&
          html`<script nonce="${nonce}">
            ${{ html: script }};
          </script>`
        }
      </body>
    </html>`;
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      ...buildBrowserHeaders(setCookie),
    },
    body: page.html,
  };
}

const STYLE = `
:root { color-scheme: light dark; --page: #e9eef5; --card: #fff; --text: #1b1b1b; --quiet: #555; --line: #d0d7de;
  --accent: #0f6cbd; --on-accent: #fff; --warning: #8a3707; }
@media (prefers-color-scheme: dark) { :root { --page: #14181d; --card: #1f242b; --text: #f0f0f0; --quiet: #b5bcc4;
  --line: #3a424c; --accent: #62abf5; --on-accent: #06223d; --warning: #ffb38a; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page);
  color: var(--text); font: 15px/1.5 "Segoe UI", system-ui, sans-serif; }
main { width: 100%; max-width: 27.5rem; padding: 2rem 2.5rem 2.25rem; background: var(--card);
  border: 1px solid var(--line); border-radius: 6px; box-shadow: 0 2px 8px rgb(0 0 0 / 12%); overflow-wrap: anywhere; }
.origin { display: inline-block; margin: 0 0 1rem; padding: .1rem .6rem; border: 1px dashed var(--warning);
  border-radius: 4px; color: var(--warning); font-size: .85rem; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; font-weight: 600; line-height: 1.25; }
h2 { margin: 1.5rem 0 .5rem; font-size: 1rem; font-weight: 600; }
p { margin: 0 0 .75rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
.problem { color: var(--warning); }
ul { margin: 0 0 1rem; padding: 0; list-style: none; }
ul.permissions { padding-left: 1.1rem; list-style: disc; }
li.account { display: grid; padding: .5rem 0; border-bottom: 1px solid var(--line); }
li.account button { justify-self: start; }
label { display: block; margin-bottom: .25rem; }
input[type="text"], textarea { width: 100%; padding: .45rem .5rem; border: 1px solid var(--quiet); border-radius: 4px;
  background: var(--card); color: inherit; font: inherit; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; justify-content: flex-end; margin-top: 1.25rem; }
button { padding: .4rem 1.25rem; border: 1px solid var(--accent); border-radius: 4px; background: var(--accent);
  color: var(--on-accent); font: inherit; cursor: pointer; }
button.second { background: transparent; color: var(--text); border-color: var(--quiet); }
button.link { padding: .15rem 0; border: 0; background: none; color: var(--accent); text-align: left; }
button.link:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
`;
