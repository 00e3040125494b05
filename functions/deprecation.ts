/**
 * Says in every answer to a request that names a sender in its path that this way goes, and where the other one is.
 *
 * Logs of hosts, gateways and proxies keep paths, so a path has object ids only; a name belongs into a body. Whatever is no object
 * id in a path counts as a name. Sources: RFC 9745 (`Deprecation`), RFC 8288 (`Link`), RFC 5829 (`successor-version`).
 */
import type { HttpRequest } from '@azure/functions';
import { parseSenderReference } from '../shared/sender.ts';

/** From when on it is deprecated. */
const DEPRECATED_SINCE = Date.UTC(2026, 11, 1) / 1000;

export function isDeprecated({ params }: Pick<HttpRequest, 'params'>): boolean {
  const { sender } = params;
  return sender !== undefined && !('hostObjectId' in (parseSenderReference(sender) ?? {}));
}

/** Headers of the answer, whatever it is; none where nothing is deprecated. */
export function deprecationHeaders(request: Pick<HttpRequest, 'params'>, publicUrl: string): Record<string, string> {
  if (!isDeprecated(request)) return {};
  return {
    Deprecation: `@${DEPRECATED_SINCE}`,
    Link: `<${publicUrl}/senders/find>; rel="successor-version"`,
  };
}
