/**
 * Headers as the list of names and values that `node:http` writes as it is, without looking each one up.
 *
 * Given a list, Node adds neither `Host` nor `Content-Length`, and would send a body in chunks; so both are put here.
 */

export interface ListedRequest {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array | undefined;
}

/** Names and values in turn. */
export function listHeaders({ url, method, headers, body = '' }: ListedRequest): string[] {
  const length = method === 'GET' || method === 'HEAD' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  return Object.entries({ Host: url.host, ...length, ...headers }).flat();
}
