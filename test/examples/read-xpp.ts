/**
 * Reads the two requests that finance-operations.xpp makes from its text, so that they can be made without Finance and Operations.
 *
 * Follows the calls of the JSON writer, in their order, and the calls that set content and headers. It is no X++ compiler: an
 * expression of a form that the example does not use throws.
 */
import type { PlainRequest } from './read-http-file.ts';

/** `values` holds what the names of fields, parameters and calls stand for. */
export function readXpp(
  text: string,
  values: Readonly<Record<string, string>>,
): { token: PlainRequest; send: PlainRequest } {
  function evaluate(expression: string): string {
    const parts = expression.split(/\s+\+\s+/);
    if (parts.length > 1) return parts.map(evaluate).join('');
    const [, literal] = /^'([^']*)'$/.exec(expression) ?? [];
    if (literal !== undefined) return literal;
    const [, format, argument = ''] = /^strFmt\('([^']*)', (.+)\)$/.exec(expression) ?? [];
    if (format !== undefined) return format.replace('%1', evaluate(argument));
    const [, escaped] = /^System\.Uri::EscapeDataString\((\w+)\)$/.exec(expression) ?? [];
    if (escaped !== undefined) return encodeURIComponent(evaluate(escaped));
    const value = values[expression];
    if (value === undefined) throw new Error(`Unknown expression: ${expression}`);
    return value;
  }

  const contents = [...text.matchAll(/StringContent\((\w+), System\.Text\.Encoding::UTF8, '([^']+)'\)/g)];
  const targets = [...text.matchAll(/\.PostAsync\((.+), content\)/g)].map(([, target = '']) => evaluate(target));
  const [, form = ''] = /str form = ([^;]+);/.exec(text) ?? [];
  const bodies: Record<string, string> = { body: writeJson(text, evaluate), form: evaluate(form) };
  const headers = [...text.matchAll(/DefaultRequestHeaders\.Add\('([^']+)', (.+)\);/g)].map(
    ([, name = '', value = '']) => [name, evaluate(value)],
  );
  // StringContent names the encoding in the media type.
  const requests = contents.map(([, body = '', type], index) => ({
    url: targets[index] ?? '',
    headers: { 'Content-Type': `${type}; charset=utf-8`, ...(body === 'body' && Object.fromEntries(headers)) },
    body: bodies[body] ?? '',
  }));
  const [send, token] = requests as PlainRequest[];
  if (!send || !token) throw new Error('The example makes two requests.');
  return { token, send };
}

/** What Newtonsoft's JsonTextWriter writes. */
function writeJson(text: string, evaluate: (expression: string) => string): string {
  let written = '';
  const separate = () => (written += /[{[:]$|^$/.test(written) ? '' : ',');
  for (const [, call, argument = ''] of text.matchAll(/writer\.Write(\w+)\((.*)\);/g)) {
    if (call === 'EndObject') written += '}';
    else if (call === 'EndArray') written += ']';
    else {
      separate();
      if (call === 'StartObject') written += '{';
      else if (call === 'StartArray') written += '[';
      else if (call === 'PropertyName') written += `${JSON.stringify(evaluate(argument))}:`;
      else if (call === 'Value') written += JSON.stringify(evaluate(argument));
      else throw new Error(`Unknown call: ${call}`);
    }
  }
  return written;
}
