/**
 * Reads the two requests that business-central.al makes from its text, so that they can be made without Business Central.
 *
 * Follows the statements that build JSON and headers, in their order. It is no AL compiler: an expression of a form that the
 * example does not use throws.
 */
import type { PlainRequest } from './read-http-file.ts';

type Container = Record<string, unknown> | unknown[];

/** `values` holds what the names of labels and parameters stand for. */
export function readAl(
  text: string,
  values: Readonly<Record<string, string>>,
): { token: PlainRequest; send: PlainRequest } {
  const containers = new Map<string, Container>();

  function evaluate(expression: string): unknown {
    const [, literal] = /^'([^']*)'$/.exec(expression) ?? [];
    if (literal !== undefined) return literal;
    const [, format, argument = ''] = /^(?:Secret)?StrSubstNo\('([^']*)', (.+)\)$/.exec(expression) ?? [];
    if (format !== undefined) return format.replace('%1', String(evaluate(argument)));
    const [, left = '', right = ''] = /^(\w+) \+ ('[^']*')$/.exec(expression) ?? [];
    if (left) return `${String(evaluate(left))}${String(evaluate(right))}`;
    const value = containers.get(expression) ?? values[expression];
    if (value === undefined) throw new Error(`Unknown expression: ${expression}`);
    return value;
  }

  function find(pattern: RegExp): string {
    const [, found] = pattern.exec(text) ?? [];
    if (found === undefined) throw new Error(`Not found: ${pattern}`);
    return found;
  }

  for (const [, name = '', key, expression = ''] of text.matchAll(/^ +(\w+)\.Add\((?:'([^']+)', )?(.+)\);$/gm)) {
    const container = containers.get(name) ?? (key === undefined ? [] : {});
    containers.set(name, container);
    // A copy, as in AL only what was complete before it was added counts.
    const value = structuredClone(evaluate(expression));
    if (Array.isArray(container)) container.push(value);
    else container[key ?? ''] = value;
  }
  const submission = containers.get(find(/(\w+)\.WriteTo\(BodyText\);/));
  const [clientId = '', clientSecret = '', endpoint = '', redirectUrl = '', scopes = ''] = find(
    /AcquireTokenWithClientCredentials\(([^)]*)\)/,
  ).split(', ');
  if (evaluate(redirectUrl) !== '') throw new Error('The redirect URL is empty for client credentials.');
  if (find(/Request\.Method := '(\w+)';/) !== 'POST') throw new Error('The submission is posted.');
  return {
    token: buildTokenRequest(String(evaluate(endpoint)), {
      client_id: String(evaluate(clientId)),
      client_secret: String(evaluate(clientSecret)),
      scope: (evaluate(scopes) as string[]).join(' '),
    }),
    send: {
      url: String(evaluate(find(/Request\.SetRequestUri\((.+)\);/))),
      headers: { ...(containers.get('Headers') as object), ...(containers.get('ContentHeaders') as object) },
      body: JSON.stringify(submission),
    },
  };
}

/** What the codeunit OAuth2 posts. */
function buildTokenRequest(url: string, parameters: Record<string, string>): PlainRequest {
  const form = new URLSearchParams({ grant_type: 'client_credentials', ...parameters });
  return { url, headers: { 'Content-Type': 'application/x-www-form-urlencoded' }, body: form.toString() };
}
