/**
 * Headers as the list of names and values that `node:http` writes as it is, without looking each one up.
 *
 * Given a list, Node adds neither `Host` nor `Content-Length`, and would send a body in chunks; so both are put here, and the
 * wish for an answer that is not compressed. A caller cannot set these three.
 */

export interface ListedRequest {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
}

const OWN = new Set(['host', 'content-length', 'accept-encoding']);

/** Names and values in turn. */
export function listHeaders({ url, method, headers, body = '' }: ListedRequest): string[] {
  const list = ['Host', url.host, 'Accept-Encoding', 'identity'];
  if (method !== 'GET' && method !== 'HEAD') list.push('Content-Length', String(Buffer.byteLength(body)));
  for (const name in headers) if (!OWN.has(name.toLowerCase())) list.push(name, headers[name] ?? '');
  return list;
}
