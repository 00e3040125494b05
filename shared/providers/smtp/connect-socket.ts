/**
 * Connects to a mail server that an operator has named: to a public address and to nothing else, by a name that is resolved once
 * (http/checked-lookup.ts), or to this machine for a connector that is itself on it. It says nothing to the server.
 */
import { connect, isIP, type LookupFunction, type Socket } from 'node:net';
import { createCheckedLookup, NOT_PUBLIC, type ResolveAll } from '../../http/checked-lookup.ts';
import { isLoopbackAddress, isPublicAddress } from '../../http/public-address.ts';
import { SMTP_CONNECT_MILLISECONDS, SMTP_RESOLUTIONS_MAX } from './smtp-limits.ts';

export interface ConnectSocketOptions {
  isLoopbackAllowed: boolean;
  resolve?: ResolveAll;
  timeoutMilliseconds?: number;
}

/** @throws Error with `code`: NOT_PUBLIC, ETIMEDOUT, or what the system says */
export type ConnectSocket = (host: string, port: number) => Promise<Socket>;

export function createConnectSocket({
  isLoopbackAllowed,
  resolve,
  timeoutMilliseconds = SMTP_CONNECT_MILLISECONDS,
}: ConnectSocketOptions): ConnectSocket {
  const isAllowed = (address: string) => isPublicAddress(address) || (isLoopbackAllowed && isLoopbackAddress(address));
  const lookup = createCheckedLookup({ resolutionsMax: SMTP_RESOLUTIONS_MAX, isAllowed, ...(resolve && { resolve }) });
  return async (host, port) => {
    // Node asks nobody for an address that is written as one.
    if (isIP(host) !== 0 && !isAllowed(host)) throw Object.assign(new Error(NOT_PUBLIC), { code: NOT_PUBLIC });
    return open(host, port, { lookup, timeoutMilliseconds });
  };
}

function open(
  host: string,
  port: number,
  { lookup, timeoutMilliseconds }: { lookup: LookupFunction; timeoutMilliseconds: number },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup });
    const fail = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' })),
      timeoutMilliseconds,
    );
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(timer);
      socket.removeListener('error', fail);
      resolve(socket);
    });
  });
}
