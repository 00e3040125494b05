/**
 * Reads the address of a mailbox from the directory's answer to `GET /me`. Pure.
 *
 * The address becomes a key that leads to the person's grant, so it must be one that the home tenant has proven: the primary
 * proxy address (`SMTP:`) has a verified domain. `mail` alone does not, for an administrator may write anything there, so
 * it counts only if a proxy address or the UPN says the same. Else it is the UPN. Source: Graph resource type user.
 */
import { findAddressProblem } from '../address.ts';
import { ConnectorError } from '../errors.ts';

export interface Profile {
  /** Primary SMTP address, in the case in which the directory has it. */
  address: string;
  /** UPN in the home tenant. */
  userPrincipalName: string;
}

/** @throws ConnectorError `graph_unavailable` when the answer names no address. */
export function parseProfile(body: Buffer): Profile {
  const { mail, userPrincipalName, proxyAddresses } = parseObject(body);
  const proxies = Array.isArray(proxyAddresses) ? proxyAddresses.filter((one) => typeof one === 'string') : [];
  const addresses = proxies.filter((one) => /^smtp:/i.test(one)).map((one) => one.slice('smtp:'.length));
  const primary = proxies.find((one) => one.startsWith('SMTP:'))?.slice('SMTP:'.length);
  const isProven = [...addresses, userPrincipalName].some((one) => isSame(one, mail));
  const address = [primary, isProven ? mail : undefined, userPrincipalName].find(isAddress);
  if (!address || typeof userPrincipalName !== 'string')
    throw new ConnectorError('graph_unavailable', { cause: new Error('The profile names no address.') });
  return { address, userPrincipalName };
}

function isSame(one: unknown, other: unknown): boolean {
  return typeof one === 'string' && typeof other === 'string' && one.toLowerCase() === other.toLowerCase();
}

function isAddress(value: unknown): value is string {
  return typeof value === 'string' && findAddressProblem(value) === undefined;
}

function parseObject(body: Buffer): { mail?: unknown; userPrincipalName?: unknown; proxyAddresses?: unknown } {
  try {
    return (JSON.parse(body.toString()) as object | null) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
