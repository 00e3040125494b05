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
    [
      'counts of a day',
      addresses.addressOfActivity({ scope: sender.hostTenantId, day: '2026-11-24', shard: 3 }),
      `due activity_2026-11 ${sender.hostTenantId}_2026-11-24_3`,
    ],
    [
      'a suspended person',
      addresses.addressOfSuspended(sender.hostTenantId, sender.hostObjectId),
      `due suspended_${sender.hostTenantId} ${sender.hostObjectId}`,
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

  it.each([
    { scope: 'Ann', day: '2026-11-24', shard: 0 },
    { scope: '', day: '2026-11-24', shard: 0 },
    { scope: 'a_b', day: '2026-11-24', shard: 0 },
    { scope: 'app', day: '2026-11-2', shard: 0 },
    { scope: 'app', day: '2026-11-24', shard: 10 },
    { scope: 'app', day: '2026-11-24', shard: 0.5 },
  ])('have no other counts of a day: %j', (key) => {
    expect(() => addresses.addressOfActivity(key)).toThrow('a scope, a day and a shard');
  });

  it('have the counts of some days within the bounds of their months, and of no others', () => {
    const days = { from: '2025-12-31', to: '2026-02-01' };
    const isListed = (scope: string, day: string) => {
      const { partitionKey, rowKey } = addresses.addressOfActivity({ scope, day, shard: 7 }).keys;
      const bounds = addresses.activityBetween('app', days).find((month) => month.partitionKey === partitionKey);
      return bounds !== undefined && rowKey >= bounds.from && rowKey < bounds.below;
    };
    const inside = ['2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01'];
    const outside = ['2025-12-30', '2025-11-30', '2026-02-02', '2026-03-01'];
    expect([...inside, ...outside].filter((day) => isListed('app', day))).toEqual(inside);
    expect(inside.some((day) => isListed('apq', day) || isListed('ap', day))).toBe(false);
    expect(addresses.activityBetween('app', days)).toHaveLength(3);
  });

  it('have the months before that of a day below it, and no other partition', () => {
    const { from, below } = addresses.activityBefore('2026-01-31');
    const isBefore = (key: string) => key >= from && key < below;
    expect(['activity_2025-12', 'activity_2026-01', 'callback_x', 'activities'].map(isBefore)).toEqual([
      true,
      false,
      false,
      false,
    ]);
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

  it.each(['', 'Ann', sender.hostObjectId.toUpperCase()])('of a suspended person have two GUIDs: %j', (id) => {
    expect(() => addresses.addressOfSuspended(id, sender.hostObjectId)).toThrow('two GUIDs');
    expect(() => addresses.addressOfSuspended(sender.hostTenantId, id)).toThrow('two GUIDs');
  });

  it('of permits are within the bounds of all, and no others are', () => {
    const { from, below } = addresses.partitionsOfPermits();
    const isInside = (key: string) => key >= from && key < below;
    const others = ['probe', 'refresh', 'connect', 'index', 'timer', addresses.partitionOfHeldHints(hash)];
    expect(isInside(addresses.addressOfPermits(sender).keys.partitionKey)).toBe(true);
    expect(others.filter(isInside)).toEqual([]);
  });
});
