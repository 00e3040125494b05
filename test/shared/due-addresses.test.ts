import { describe, expect, it } from 'vitest';
import * as addresses from '../../shared/due-addresses.ts';
import { formatSender } from '../../shared/sender.ts';
import type { Address } from '../../shared/storage-addresses.ts';

const sender = {
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  hostObjectId: '00000b05-0000-4000-8000-000000000001',
};
const hash = 'ab'.repeat(32);
const hint = { id: '0123456789abcdef0123456789abcdef', at: new Date('2026-11-24T17:57:32.000Z') };

describe('addresses of what the outbox keeps in due', () => {
  it.each([
    [
      'a hint for a sender',
      addresses.addressOfHeldHint(formatSender(sender), hint),
      `due held_${formatSender(sender)} 2026-11-24T17:57:32.000Z_${hint.id}`,
    ],
    [
      'a hint for a name',
      addresses.addressOfHeldHint(hash, hint),
      `due held_${hash} 2026-11-24T17:57:32.000Z_${hint.id}`,
    ],
    ['permits', addresses.addressOfPermits(sender), `due permit_${formatSender(sender)} permit`],
  ])('%s: is where it has always been', (_record, { table, keys }: Address, expected) => {
    expect(`${table} ${keys.partitionKey} ${keys.rowKey}`).toBe(expected);
  });

  it('are parsed as they were formatted, and nothing else is', () => {
    const { rowKey } = addresses.addressOfHeldHint(hash, hint).keys;
    expect(addresses.parseHeldHintRowKey(rowKey)).toEqual(hint);
    const wrong = ['', `${rowKey}_`, rowKey.toUpperCase(), rowKey.replace('2026-11', '2026-13'), rowKey.slice(0, -1)];
    expect(wrong.map(addresses.parseHeldHintRowKey)).toEqual(wrong.map(() => undefined));
  });

  it('of permits are within the bounds of all, and no others are', () => {
    const { from, below } = addresses.partitionsOfPermits();
    const isInside = (key: string) => key >= from && key < below;
    const others = ['probe', 'refresh', 'connect', 'index', 'timer', addresses.partitionOfHeldHints(hash)];
    expect(isInside(addresses.addressOfPermits(sender).keys.partitionKey)).toBe(true);
    expect(others.filter(isInside)).toEqual([]);
  });
});
