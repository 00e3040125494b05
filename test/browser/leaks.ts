/**
 * Looks for secrets where none may stand: in addresses, referrers, pages and log lines.
 *
 * Secrets are taken from what the emulators were shown: codes, verifiers, credentials, tokens; and from the browser's cookies.
 */
import type { App } from '../flow/app.ts';

export interface Seen {
  /** Addresses the browsers asked for. */
  urls: Set<string>;
  referrers: Set<string>;
  /** Text of each of our pages, by address. */
  pages: { url: string; text: string }[];
  cookies: Set<string>;
}

const SECRET_FIELDS = ['code', 'code_verifier', 'client_secret', 'client_assertion', 'refresh_token'];

/** One line for each place; never the secret itself. */
export function findLeaks({ stack, host }: App, { urls, referrers, pages, cookies }: Seen): string[] {
  const secrets = new Map<string, string>();
  for (const { path, body } of stack.entra.requests.filter((request) => request.path.includes('/token'))) {
    const form = new URLSearchParams(path.includes('?') ? '' : body);
    for (const name of SECRET_FIELDS) if (form.has(name)) secrets.set(form.get(name) ?? '', name);
  }
  for (const { headers } of stack.graph.requests)
    secrets.set(String(headers.authorization).replace('Bearer ', ''), 'access token');
  for (const cookie of cookies) secrets.set(cookie, 'cookie');
  if (secrets.size === 0) return ['No secret was ever used, so nothing was looked for.'];

  const found: string[] = [];
  const look = (where: string, text: string, isAllowed: (name: string) => boolean = () => false) => {
    for (const [secret, name] of secrets)
      if (text.includes(secret) && !isAllowed(name)) found.push(`${name} in ${where}`);
  };
  for (const url of urls) {
    const { origin, pathname } = new URL(url);
    // A code travels in the address of the redirect, and nowhere else.
    look(`the address ${origin}${pathname}`, url, (name) => name === 'code' && pathname === '/api/callback');
  }
  for (const referrer of referrers) look('a referrer', referrer);
  for (const { url, text } of pages) look(`the page ${new URL(url).pathname}`, text);
  for (const line of host.lines) {
    look('a log line', line);
    if (/[\w.+-]+@[\w-]+\.\w+|eyJ[\w-]{10,}\./.test(line)) found.push(`an address or token in a log line: ${line}`);
  }
  return [...new Set(found)];
}
