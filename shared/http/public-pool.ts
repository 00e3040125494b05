/**
 * A pool of connections for addresses that somebody else has chosen: https to public addresses, and to nothing else.
 *
 * A name is resolved once, when a connection is made, and all its addresses are checked (checked-lookup.ts); the name is in the TLS
 * handshake, in `Host` and in the check of the certificate. Redirects are not followed (http-pool.ts).
 */
import { isIP } from 'node:net';
import type { AgentOptions } from 'node:https';
import { createCheckedLookup, NOT_PUBLIC, type ResolveAll } from './checked-lookup.ts';
import { createHttpPool } from './http-pool.ts';
import { HttpFault, type HttpRequest } from './http-request.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';
import { isAllowedUrl } from './public-url.ts';

export interface PublicPoolOptions {
  connectionsMax: number;
  resolutionsMax: number;
  /** For a connector that is itself on this machine, as on a local stack. */
  isLoopbackAllowed: boolean;
  /** Node's own for TLS, such as `ca`. */
  agentOptions?: AgentOptions;
  resolve?: ResolveAll;
}

/** Opens nothing before the first request. A request to anything else ends as HttpFault `not_public` or `insecure_address`. */
export function createPublicPool(options: PublicPoolOptions): HttpRequest {
  const { connectionsMax, isLoopbackAllowed, agentOptions } = options;
  const isAllowed = (address: string) => isPublicAddress(address) || (isLoopbackAllowed && isLoopbackAddress(address));
  const lookup = createCheckedLookup({ ...options, isAllowed });
  const request = createHttpPool({ connectionsMax, agentOptions: { ...agentOptions, lookup } });
  return async (asked) => {
    const url = URL.parse(asked.url);
    if (!url || !isAllowedUrl(url)) throw new HttpFault('insecure_address', { wasSent: false });
    const host = url.hostname.replace(/^\[|\]$/g, '');
    // Node asks nobody for an address that is written as one.
    if (isIP(host) !== 0 && !isAllowed(host)) throw new HttpFault(NOT_PUBLIC, { wasSent: false });
    return request(asked);
  };
}
