import { describe, expect, it } from 'vitest';
import * as addresses from '../../shared/key-addresses.ts';
import type { Address } from '../../shared/storage-addresses.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const hostObjectId = '00000b05-0000-4000-8000-000000000001';
const sender = { hostTenantId, hostObjectId };

describe('addresses of keys', () => {
  it.each([
    ['a data key', addresses.addressOfDataKey(sender, 12), `keys ${hostTenantId}.${hostObjectId} 0000000012 data-key`],
    [
      'the key of a tenant',
      addresses.addressOfTenantKey(hostTenantId, '0.a1'),
      `keys tenant ${hostTenantId}_0.a1 tenant-key`,
    ],
    [
      'a content key',
      addresses.addressOfContentKey(hostTenantId, '2026-11-24'),
      `keys message 2026-11-24_${hostTenantId} content-key`,
    ],
    ['the rewrap progress', addresses.addressOfRewrapProgress(), 'keys rewrap progress'],
  ])('%s is where it has always been', (_record, { table, keys, ...seal }: Address, expected) => {
    const words = [table, keys.partitionKey, keys.rowKey, ...Object.values<string>(seal)];
    expect(words.join(' ')).toBe(expected);
  });

  it('are parsed as they were formatted, and nothing else is', () => {
    const { keys } = addresses.addressOfDataKey(sender, 7);
    expect(addresses.parseDataKeyKeys(keys)).toEqual({ sender, generation: 7 });
    const others = [
      { ...keys, rowKey: '7' },
      { ...keys, partitionKey: hostTenantId },
      addresses.addressOfTenantKey(hostTenantId, '0.a1').keys,
      addresses.addressOfContentKey(hostTenantId, '2026-11-24').keys,
      addresses.addressOfRewrapProgress().keys,
    ];
    expect(others.map(addresses.parseDataKeyKeys)).toEqual(others.map(() => undefined));
  });

  it('of content keys are parsed as they were formatted, and nothing else is', () => {
    const { keys } = addresses.addressOfContentKey(hostTenantId, '2024-02-29');
    expect(addresses.parseContentKeyKeys(keys)).toEqual({ hostTenantId, day: '2024-02-29' });
    const others = [
      { ...keys, partitionKey: 'tenant' },
      ...['2023-02-29', '2024-2-29', '2024-02-29T', '', 'abcd-ef-gh'].map((day) => ({
        ...keys,
        rowKey: `${day}_${hostTenantId}`,
      })),
      ...['2024-02-29', `2024-02-29_${hostTenantId}_`, '2024-02-29_contoso', `${hostTenantId}_2024-02-29`].map(
        (rowKey) => ({ ...keys, rowKey }),
      ),
    ];
    expect(others.map(addresses.parseContentKeyKeys)).toEqual(others.map(() => undefined));
  });

  it('of content keys are below the end of all before a day, or not, as their days are', () => {
    const end = addresses.endOfContentKeys('2026-11-24');
    const isBefore = (day: string) => addresses.addressOfContentKey(hostTenantId, day).keys.rowKey < end;
    expect(['2025-12-31', '2026-11-23', '2026-11-24', '2026-11-25', '2027-01-01'].map(isBefore)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    for (const day of ['', '2026', '2026-13-01', 'zzzz'])
      expect(() => addresses.endOfContentKeys(day)).toThrow(RangeError);
  });

  it('of senders are within the bounds of all, and no others are', () => {
    const isInside = ({ from, below }: { from: string; below: string }, key: string) => key >= from && key < below;
    const senders = addresses.partitionsOfSenders();
    expect(isInside(senders, addresses.addressOfDataKey(sender, 1).keys.partitionKey)).toBe(true);
    expect(isInside(senders, addresses.addressOfRewrapProgress().keys.partitionKey)).toBe(false);
    expect(isInside(senders, addresses.addressOfTenantKey(hostTenantId, '0.a1').keys.partitionKey)).toBe(false);
    expect(isInside(senders, addresses.addressOfContentKey(hostTenantId, '2026-11-24').keys.partitionKey)).toBe(false);
  });
});
