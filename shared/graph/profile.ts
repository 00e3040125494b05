/**
 * Reads the addresses of a mailbox from the directory's answer to `GET /me`. Pure.
 *
 * The primary one is the primary proxy address (`SMTP:`); else `mail`, if a proxy address or the UPN says the same, for an
 * administrator may write anything there; else the UPN. It does not judge which of them may name the person. Source: Graph
 * resource type user.
 */
import { findAddressProblem } from '../address.ts';
import { ConnectorError } from '../errors.ts';

export interface Profile {
  /** Primary SMTP address, in the case in which the directory has it. */
  address: string;
  /** UPN in the home tenant. */
  userPrincipalName: string;
  /** Every `smtp:` proxy address, in the order of the directory. */
  addresses: string[];
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
  return { address, userPrincipalName, addresses: addresses.filter(isAddress) };
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
