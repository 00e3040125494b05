import { describe, expect, it } from 'vitest';
import * as addresses from '../../shared/due-addresses.ts';
import { formatSender } from '../../shared/sender.ts';
import type { Address } from '../../shared/storage-addresses.ts';

const sender = {
  hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
  hostObjectId: '00000b05-0000-4000-8000-000000000001',
};
const hash = 'ab'.repeat(32);
const callback = { hostTenantId: sender.hostTenantId, name: 'erp-2' };
const hint = { id: '0123456789abcdef0123456789abcdef', at: new Date('2026-11-24T17:57:32.000Z') };

describe('addresses of what the outbox and the callbacks keep in due', () => {
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
    [
      'how far a callback is',
      addresses.addressOfCallbackProgress(callback),
      `due callback_${sender.hostTenantId}.erp-2 progress`,
    ],
    [
      'an event',
      addresses.addressOfDueEvent(callback, hint),
      `due callback_${sender.hostTenantId}.erp-2 2026-11-24T17:57:32.000Z_${hint.id}`,
    ],
  ])('%s: is where it has always been', (_record, { table, keys }: Address, expected) => {
    expect(`${table} ${keys.partitionKey} ${keys.rowKey}`).toBe(expected);
  });

  it('are parsed as they were formatted, and nothing else is', () => {
    const { rowKey } = addresses.addressOfHeldHint(hash, hint).keys;
    expect(addresses.parseHeldHintRowKey(rowKey)).toEqual(hint);
    const wrong = ['', `${rowKey}_`, rowKey.toUpperCase(), rowKey.replace('2026-11', '2026-13'), rowKey.slice(0, -1)];
    expect(wrong.map(addresses.parseHeldHintRowKey)).toEqual(wrong.map(() => undefined));
  });

  it('of events sort by their time, those that are due below their end, and the progress above all', () => {
    const rowKeyAt = (at: Date) => addresses.addressOfDueEvent(callback, { ...hint, at }).keys.rowKey;
    const [now, later] = [hint.at, new Date(hint.at.getTime() + 1)];
    const end = addresses.endOfDueEvents(now);
    expect([rowKeyAt(now) < end, rowKeyAt(later) > end]).toEqual([true, true]);
    expect(addresses.addressOfCallbackProgress(callback).keys.rowKey > rowKeyAt(new Date('9999-12-31'))).toBe(true);
    expect(addresses.parseDueEventRowKey(rowKeyAt(later))).toEqual({ id: hint.id, at: later });
  });

  it.each(['', 'Erp', '-erp', 'erp_2', 'erp/2', 'e'.repeat(65)])(
    'of a callback have the name of a document: %j',
    (name) => {
      expect(() => addresses.partitionOfCallback({ ...callback, name })).toThrow('name of a document');
      expect(() => addresses.addressOfDueEvent(callback, { ...hint, id: name })).toThrow('32 hex digits');
    },
  );

  it('of permits are within the bounds of all, and no others are', () => {
    const { from, below } = addresses.partitionsOfPermits();
    const isInside = (key: string) => key >= from && key < below;
    const others = ['probe', 'refresh', 'connect', 'index', 'timer', addresses.partitionOfHeldHints(hash)];
    expect(isInside(addresses.addressOfPermits(sender).keys.partitionKey)).toBe(true);
    expect(others.filter(isInside)).toEqual([]);
  });
});
