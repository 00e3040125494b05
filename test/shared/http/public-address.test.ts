import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopbackAddress, isPublicAddress } from '../../../shared/http/public-address.ts';

/** First and last address of each range that IANA lists as special, with the neighbours outside of it that are public. */
type Range = [range: string, first: string, last: string, below?: string | undefined, above?: string];
const ipv4: Range[] = [
  ['this network', '0.0.0.0', '0.255.255.255', undefined, '1.0.0.0'],
  ['private 10', '10.0.0.0', '10.255.255.255', '9.255.255.255', '11.0.0.0'],
  ['carrier-grade NAT', '100.64.0.0', '100.127.255.255', '100.63.255.255', '100.128.0.0'],
  ['loopback', '127.0.0.0', '127.255.255.255', '126.255.255.255', '128.0.0.0'],
  ['platform of Azure', '168.63.129.16', '168.63.129.16', '168.63.129.15', '168.63.129.17'],
  ['link-local', '169.254.0.0', '169.254.255.255', '169.253.255.255', '169.255.0.0'],
  ['private 172', '172.16.0.0', '172.31.255.255', '172.15.255.255', '172.32.0.0'],
  ['protocol assignments', '192.0.0.0', '192.0.0.255', '191.255.255.255', '192.0.1.0'],
  ['documentation 1', '192.0.2.0', '192.0.2.255', '192.0.1.255', '192.0.3.0'],
  ['AS112', '192.31.196.0', '192.31.196.255', '192.31.195.255', '192.31.197.0'],
  ['multicast relay', '192.52.193.0', '192.52.193.255', '192.52.192.255', '192.52.194.0'],
  ['6to4 relay', '192.88.99.0', '192.88.99.255', '192.88.98.255', '192.88.100.0'],
  ['private 192', '192.168.0.0', '192.168.255.255', '192.167.255.255', '192.169.0.0'],
  ['direct AS112', '192.175.48.0', '192.175.48.255', '192.175.47.255', '192.175.49.0'],
  ['benchmarking', '198.18.0.0', '198.19.255.255', '198.17.255.255', '198.20.0.0'],
  ['documentation 2', '198.51.100.0', '198.51.100.255', '198.51.99.255', '198.51.101.0'],
  ['documentation 3', '203.0.113.0', '203.0.113.255', '203.0.112.255', '203.0.114.0'],
  ['multicast', '224.0.0.0', '239.255.255.255', '223.255.255.255'],
  ['reserved and broadcast', '240.0.0.0', '255.255.255.255'],
];

const ff = 'ffff:ffff:ffff:ffff:ffff';
const ipv6: Range[] = [
  ['unspecified', '::', '::'],
  ['loopback', '::1', '::1'],
  ['compatible', '::0.0.0.2', '::255.255.255.255'],
  ['mapped', '::ffff:0.0.0.0', '::ffff:255.255.255.255'],
  ['translated', '::ffff:0:0.0.0.0', '::ffff:0:255.255.255.255'],
  ['NAT64', '64:ff9b::', '64:ff9b::ffff:ffff'],
  ['local NAT64', '64:ff9b:1::', `64:ff9b:1:${ff}`],
  ['discard', '100::', '100::ffff:ffff:ffff:ffff'],
  ['dummy', '100:0:0:1::', '100:0:0:1:ffff:ffff:ffff:ffff'],
  ['protocol assignments, Teredo', '2001::', `2001:1ff:ffff:${ff}`, `2000:ffff:ffff:${ff}`, '2001:200::'],
  ['benchmarking', '2001:2::', `2001:2:0:${ff}`],
  ['ORCHID', '2001:10::', `2001:2f:ffff:${ff}`],
  ['documentation', '2001:db8::', `2001:db8:ffff:${ff}`, `2001:db7:ffff:${ff}`, '2001:db9::'],
  ['6to4', '2002::', `2002:ffff:ffff:${ff}`, `2001:ffff:ffff:${ff}`, '2003::'],
  ['AS112', '2620:4f:8000::', `2620:4f:8000:${ff}`, `2620:4f:7fff:${ff}`, '2620:4f:8001::'],
  ['documentation 2', '3fff::', `3fff:fff:ffff:${ff}`, `3ffe:ffff:ffff:${ff}`, '3fff:1000::'],
  ['below what is given out', '::2', `1fff:ffff:ffff:${ff}`, undefined, '2000::'],
  ['above what is given out', '4000::', `5eff:ffff:ffff:${ff}`, `3fff:ffff:ffff:${ff}`],
  ['segment routing', '5f00::', `5f00:ffff:ffff:${ff}`],
  ['unique local', 'fc00::', `fdff:ffff:ffff:${ff}`],
  ['metadata of a cloud', 'fd00:ec2::254', 'fd00:ec2::254'],
  ['link-local', 'fe80::', `febf:ffff:ffff:${ff}`],
  ['site-local', 'fec0::', `feff:ffff:ffff:${ff}`],
  ['multicast', 'ff00::', `ffff:ffff:ffff:${ff}`],
];

describe('isPublicAddress', () => {
  it.each([...ipv4, ...ipv6])('ends and begins beside %s', (_range, first, last, below, above) => {
    expect([first, last].filter(isPublicAddress)).toEqual([]);
    for (const outside of [below, above])
      if (outside !== undefined) expect([outside, isPublicAddress(outside)]).toEqual([outside, true]);
  });

  it.each(['8.8.8.8', '20.190.128.1', '168.63.129.1', '2603:1030::1', '2a00:1450:4001:81d::200e'])(
    'takes %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['the metadata service', '169.254.169.254'],
    ['that of App Service', '169.254.129.2'],
    ['mapped metadata', '::ffff:169.254.169.254'],
    ['mapped metadata in hex', '::ffff:a9fe:a9fe'],
    ['a mapped public address', '::ffff:8.8.8.8'],
    ['a compatible address', '::127.0.0.1'],
    ['6to4 of loopback', '2002:7f00:1::'],
    ['6to4 of metadata', '2002:a9fe:a9fe::1'],
    ['NAT64 of loopback', '64:ff9b::7f00:1'],
    ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
    ['a zone', 'fe80::1%eth0'],
    ['a public address with a zone', '2603:1030::1%eth0'],
    ['a name', 'localhost'],
    ['nothing', ''],
    ['a number', '2130706433'],
    ['octal', '0177.0.0.1'],
    ['a short form', '127.1'],
    ['brackets', '[::1]'],
    ['a blank', ' 8.8.8.8'],
  ])('refuses %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it('takes no way to write an IPv4 address in IPv6, whatever the address', () => {
    const quad = fc.ipV4();
    const hex = (address: string) => {
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      return `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
    };
    fc.assert(
      fc.property(quad, (address) => {
        const ways = [
          `::${address}`,
          `::ffff:${address}`,
          `::ffff:0:${address}`,
          `64:ff9b::${address}`,
          `2002:${hex(address)}::1`,
        ];
        expect(ways.filter(isPublicAddress)).toEqual([]);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.ipV6(), fc.ipV4Extended()), (text) => {
        expect(typeof isPublicAddress(text)).toBe('boolean');
      }),
    );
  });
});

describe('isLoopbackAddress', () => {
  it('is of the machine itself', () => {
    const addresses = ['127.0.0.1', '127.8.0.1', '::1', '10.0.0.1', '::ffff:127.0.0.1', '::', '0.0.0.0', 'localhost'];
    expect(addresses.filter(isLoopbackAddress)).toEqual(['127.0.0.1', '127.8.0.1', '::1']);
  });
});
