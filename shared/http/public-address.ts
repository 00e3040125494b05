/**
 * Whether an IP address is one that anybody on the internet can reach: what a request to an address of somebody else may connect to. Pure.
 *
 * Of IPv6 only what is given out to networks (2000::/3), so that every way of writing an IPv4 address in it is left out, mapped,
 * compatible, translated or tunnelled, and whatever is defined later. Azure's own service for machines has a public address, and is left
 * out, too. Sources: IANA IPv4 and IPv6 Special-Purpose Address Registries; Azure, "What is IP address 168.63.129.16?".
 */
import { BlockList, isIP } from 'node:net';

/** As `{first address}/{bits}`, with what it is for. */
const specialIpv4 = [
  ['0.0.0.0/8', 'this network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'carrier-grade NAT'],
  ['127.0.0.0/8', 'loopback'],
  ['168.63.129.16/32', 'platform of Azure'],
  ['169.254.0.0/16', 'link-local, metadata of clouds'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'AS112'],
  ['192.52.193.0/24', 'multicast relay'],
  ['192.88.99.0/24', '6to4 relay'],
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'AS112'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved, broadcast'],
] as const;

const unicastIpv6 = '2000::/3';

/** Within the above. */
const specialIpv6 = [
  ['2001::/23', 'protocol assignments: Teredo, benchmarking, ORCHID'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['2620:4f:8000::/48', 'AS112'],
  ['3fff::/20', 'documentation'],
] as const;

const special = createList(
  'ipv4',
  specialIpv4.map(([range]) => range),
);
const unicast = createList('ipv6', [unicastIpv6]);
const specialUnicast = createList(
  'ipv6',
  specialIpv6.map(([range]) => range),
);
const loopback = createList('ipv4', ['127.0.0.0/8']);

/** False for what is no IP address, and for one with a zone. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && unicast.check(address, 'ipv6') && !specialUnicast.check(address, 'ipv6');
    default:
      return false;
  }
}

/** The machine itself, by its usual addresses. */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? loopback.check(address, 'ipv4') : address === '::1';
}

function createList(family: 'ipv4' | 'ipv6', ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [first = '', bits] = range.split('/');
    list.addSubnet(first, Number(bits), family);
  }
  return list;
}
