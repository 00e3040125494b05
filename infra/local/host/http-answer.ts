/**
 * Writes what a function returned over the buffered path to the client.
 *
 * The body is sent as it is, with its length. Cookies are written as ASP.NET Core writes them, path `/` by default.
 * Headers that belong to one connection are the server's own and are left out.
 */
import type { ServerResponse } from 'node:http';
import type { RpcCookie, RpcHttp } from './rpc.ts';

const CONNECTION_HEADERS = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** No answer object is 204, as in Azure. Throws when a header cannot be sent; nothing was written then. */
export function writeHttpAnswer(response: ServerResponse, answer: RpcHttp | undefined, method: string): void {
  if (!answer) {
    response.writeHead(204).end();
    return;
  }
  const body = answer.body?.bytes;
  const status = Number(answer.statusCode ?? 200);
  const mayHaveBody = status !== 204 && status !== 304;
  const headers: string[] = [];
  let length = mayHaveBody ? String(body?.length ?? 0) : undefined;
  for (const [name, value] of Object.entries(answer.headers ?? {})) {
    // A HEAD answer may give the length of the body it leaves out.
    if (name === 'content-length' && method === 'HEAD' && mayHaveBody) length = value;
    else if (!CONNECTION_HEADERS.has(name)) headers.push(name, value);
  }
  if (length !== undefined) headers.push('content-length', length);
  for (const cookie of answer.cookies ?? []) headers.push('set-cookie', serializeCookie(cookie));
  response.writeHead(status, headers);
  if (body && body.length > 0 && mayHaveBody && method !== 'HEAD') response.end(body);
  else response.end();
}

/** RFC 6265 Set-Cookie, with the attribute order of ASP.NET Core. */
export function serializeCookie(cookie: RpcCookie): string {
  const attributes = [`${cookie.name}=${encodeURIComponent(cookie.value)}`];
  if (cookie.expires) attributes.push(`expires=${new Date(cookie.expires.value.seconds * 1000).toUTCString()}`);
  if (cookie.maxAge) attributes.push(`max-age=${Math.trunc(cookie.maxAge.value)}`);
  if (cookie.domain) attributes.push(`domain=${cookie.domain.value}`);
  attributes.push(`path=${cookie.path?.value ?? '/'}`);
  if (cookie.secure?.value) attributes.push('secure');
  if (cookie.sameSite && cookie.sameSite !== 'none') {
    attributes.push(`samesite=${cookie.sameSite === 'explicitNone' ? 'none' : cookie.sameSite}`);
  }
  if (cookie.httpOnly?.value) attributes.push('httponly');
  return attributes.join('; ');
}
