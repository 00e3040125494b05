/**
 * A pool of connections for addresses that somebody else has chosen: https to public addresses, and to nothing else.
 *
 * A name is resolved once, when a connection is made; every address that it has is checked, and the connection goes to one of just
 * these, with the name in the TLS handshake, in `Host` and in the check of the certificate. So a name that resolves otherwise a moment
 * later changes nothing. Few names are resolved at once: the system's resolver takes threads that all other work of the process shares.
 * Redirects are not followed (http-pool.ts).
 */
import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import type { AgentOptions } from 'node:https';
import { createTurns } from '../turns.ts';
import { createHttpPool } from './http-pool.ts';
import { HttpFault, type HttpRequest } from './http-request.ts';
import { isLoopbackAddress, isPublicAddress } from './public-address.ts';
import { isAllowedUrl } from './public-url.ts';

/** The reason of a fault: the name has an address that is not public. */
export const NOT_PUBLIC = 'not_public';

/** All addresses of a name. */
export type ResolveAll = (
  name: string,
  options: { all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

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
  const lookup = createCheckedLookup(options, isAllowed);
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

function createCheckedLookup(
  { resolutionsMax, resolve: resolveAll = resolve }: PublicPoolOptions,
  isAllowed: (address: string) => boolean,
): LookupFunction {
  const turns = createTurns(resolutionsMax);
  return (name, { all }, done) => {
    const begin = (): void =>
      resolveAll(name, { all: true }, (error, addresses) => {
        turns.leave(begin);
        const [first] = addresses ?? [];
        if (error || !first) return done(error ?? fault('ENOTFOUND'), []);
        if (!addresses.every(({ address }) => isAllowed(address))) return done(fault(NOT_PUBLIC), []);
        if (all) done(null, addresses);
        else done(null, first.address, first.family);
      });
    turns.enter(begin);
  };
}

function fault(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code });
}
