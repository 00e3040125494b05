/**
 * Reads the address of a mailbox from the directory's answer to `GET /me`.
 *
 * The primary proxy address (`SMTP:`) stands on a domain that the tenant proved. `mail` alone does not: an administrator may
 * write anything there, so it counts only if a proxy address or the UPN says the same. Source: Graph resource type user.
 */
import { ConnectorError } from '../errors.ts';

export interface Profile {
  /** Primary SMTP address. */
  address: string;
  /** UPN in the home tenant. */
  userPrincipalName: string;
}

/** @throws ConnectorError `graph_unavailable` when the answer names no address. */
export function parseProfile(body: Buffer): Profile {
  const { mail, userPrincipalName, proxyAddresses } = parseObject(body);
  const proxies = Array.isArray(proxyAddresses) ? proxyAddresses.filter((one) => typeof one === 'string') : [];
  const primary = proxies.find((one) => one.startsWith('SMTP:'))?.slice('SMTP:'.length);
  const proven = [...proxies.map((one) => one.replace(/^smtp:/i, '')), userPrincipalName];
  const isProven =
    typeof mail === 'string' &&
    proven.some((one) => typeof one === 'string' && one.toLowerCase() === mail.toLowerCase());
  const address = primary ?? (isProven ? mail : userPrincipalName);
  if (!isAddress(address) || typeof userPrincipalName !== 'string')
    throw new ConnectorError('graph_unavailable', { cause: new Error('The profile names no address.') });
  return { address, userPrincipalName };
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 320 && /^[^\s@]+@[^\s@]+$/.test(value);
}

function parseObject(body: Buffer): { mail?: unknown; userPrincipalName?: unknown; proxyAddresses?: unknown } {
  try {
    return (JSON.parse(body.toString()) as object | null) ?? {};
  } catch {
    return {};
  }
}
