/**
 * Turns a request line and its Host header into the path to route by and the address the function sees.
 *
 * Paths are treated as Kestrel treats them: percent escapes are decoded once, except `%2F` and what is not UTF-8; then
 * dot segments are removed. The function's address carries the path encoded again, as the host hands it on: with
 * streaming every `%` that is left becomes `%25`, without it escapes stay.
 */

export interface RequestTarget {
  /** Decoded, without the leading slash. */
  path: string;
  /** Path and query for the function, with the leading slash. */
  address: string;
  /** Without the question mark; undecoded. */
  query: string;
}

/** `undefined` when the server must answer 400. */
export function parseRequestTarget(target: string, streaming: boolean): RequestTarget | undefined {
  const origin = /^https?:\/\/[^/?#]*/i.exec(target)?.[0] ?? '';
  const local = target.slice(origin.length);
  if (!local.startsWith('/') || !/^[\x21-\x7e]*$/.test(local)) return undefined;
  const questionMark = local.indexOf('?');
  const raw = questionMark === -1 ? local : local.slice(0, questionMark);
  const search = questionMark === -1 ? '' : local.slice(questionMark);
  if (!raw.includes('%') && !raw.includes('/.')) {
    return { path: raw.slice(1), address: local, query: search.slice(1) };
  }
  const path = removeDotSegments(decodePath(raw));
  if (path.includes('\0')) return undefined;
  return { path: path.slice(1), address: encodePath(path, streaming) + search, query: search.slice(1) };
}

/** Whether a Host header names an authority that an address may contain. */
export function isHost(host: string): boolean {
  return /^(?:[a-z0-9._~-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i.test(host) && URL.canParse(`http://${host}/`);
}

function decodePath(path: string): string {
  return path.replace(/(?:%(?!2f)[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch (error) {
      if (!(error instanceof URIError)) throw error;
      return escapes;
    }
  });
}

function removeDotSegments(path: string): string {
  if (!path.includes('/.')) return path;
  const kept: string[] = [];
  const segments = path.slice(1).split('/');
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  if (last === '.' || last === '..') kept.push('');
  return `/${kept.join('/')}`;
}

function encodePath(path: string, everyPercent: boolean): string {
  const percent = everyPercent ? /%/g : /%(?![0-9a-f]{2})/gi;
  const encoded = path
    .split(percent)
    .map((piece) => encodeURI(piece).replaceAll(/%25(?=[0-9a-f]{2})/gi, '%'))
    .join('%25');
  return encoded.replaceAll('?', '%3F').replaceAll('#', '%23');
}
