import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as addresses from '../../shared/message-addresses.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const otherTenantId = 'a0274317-0000-4000-8000-000000000003';
const hostObjectId = '00000b05-0000-4000-8000-000000000001';
const sender = { hostTenantId, hostObjectId };
const callerId = '0000ca11-0000-4000-8000-000000000001';
const reference = 'SI-103042';
const at = new Date('2026-11-24T17:57:32.000Z');
const id = '0123456789abcdef0123456789abcdef';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
const callerHash = hashOf(`36:${hostTenantId}36:${callerId}`);
const referenceHash = hashOf(`36:${hostTenantId}36:${callerId}9:${reference}`);

const bySender = { kind: 'sender', sender } as const;
const byCaller = { kind: 'caller', hostTenantId, callerId } as const;
const byReference = { kind: 'reference', hostTenantId, callerId, reference } as const;
const byTenant = { kind: 'tenant', hostTenantId } as const;
const tenantHash = hashOf(`36:${hostTenantId}`);
const indexes = [bySender, byCaller, byReference, byTenant];
/** Each differs from one above in one thing. */
const otherIndexes = [
  { kind: 'sender', sender: { hostTenantId, hostObjectId: '00000b05-0000-4000-8000-000000000002' } },
  { ...byCaller, hostTenantId: otherTenantId },
  { ...byCaller, callerId: '0000ca11-0000-4000-8000-000000000002' },
  { ...byTenant, hostTenantId: otherTenantId },
  { ...byReference, hostTenantId: otherTenantId },
  { ...byReference, callerId: '0000ca11-0000-4000-8000-000000000002' },
  { ...byReference, reference: 'si-103042' },
  { ...byReference, reference: '' },
] as const;

const keyIn = (index: addresses.MessageIndex, time: number) =>
  addresses.addressOfIndexed(index, { id, createdAt: new Date(time) }).keys.rowKey;
const changedKey = (time: number, of = { hostTenantId, callerId }) =>
  addresses.addressOfChanged({ id, ...of, changedAt: new Date(time) }).keys.rowKey;
const isInside = ({ from, below }: addresses.Bounds, key: string) => key >= from && key < below;

describe('addresses', () => {
  it.each([
    ['a message', addresses.addressOfMessage(id), `message_${id}`],
    ['its content', addresses.addressOfContent(id), `content_${id}`],
    ['a due message', addresses.addressOfDueMessage({ id, dueAt: at }), `due_2026-11-24T17:57:32.000Z_${id}`],
    [
      'a message by its sender',
      addresses.addressOfIndexed(bySender, { id, createdAt: at }),
      `sender_${hostTenantId}.${hostObjectId}_8204456947999_${id}`,
    ],
    [
      'one by its application',
      addresses.addressOfIndexed(byCaller, { id, createdAt: at }),
      `caller_${callerHash}_8204456947999_${id}`,
    ],
    [
      'one by its reference',
      addresses.addressOfIndexed(byReference, { id, createdAt: at }),
      `reference_${referenceHash}_8204456947999_${id}`,
    ],
    [
      'one by its host tenant',
      addresses.addressOfIndexed(byTenant, { id, createdAt: at }),
      `tenant_${tenantHash}_8204456947999_${id}`,
    ],
    [
      'one that has changed',
      addresses.addressOfChanged({ id, hostTenantId, callerId, changedAt: at }),
      `changed_${callerHash}_2026-11-24T17:57:32.000Z_${id}`,
    ],
    ['a fence', addresses.addressOfFence({ sender, id }), `fence_${hostTenantId}.${hostObjectId}_${id}`],
  ])('%s is where it has always been', (_record, { table, keys }, rowKey) => {
    expect([table, keys]).toEqual(['messages', { partitionKey: '0', rowKey }]);
  });

  it.each(['', '0123', id.toUpperCase(), `${id}0`])('have no message id %j', (wrong) => {
    expect(() => addresses.addressOfMessage(wrong)).toThrow(/32 hex digits/);
    expect(() => addresses.addressOfContent(wrong)).toThrow(/32 hex digits/);
  });

  it('hold no reference, and tell parts apart that make the same text', () => {
    const key = (one: string, other: string) => keyIn({ ...byReference, callerId: one, reference: other }, 0);
    expect(key('ab', 'c')).not.toBe(key('a', 'bc'));
    expect(keyIn(byReference, 0)).not.toContain(reference);
    expect(key('a', 'é'.repeat(128))).toMatch(/^reference_[0-9a-f]{32}_/);
  });
});

describe('what is parsed from keys', () => {
  it('is what was formatted', () => {
    expect(addresses.parseMessageKeys(addresses.addressOfMessage(id).keys)).toBe(id);
    expect(addresses.parseDueMessageKeys(addresses.addressOfDueMessage({ id, dueAt: at }).keys)).toEqual({ id, at });
    for (const index of indexes) {
      const { keys } = addresses.addressOfIndexed(index, { id, createdAt: at });
      expect(addresses.parseIndexedKeys(keys)).toEqual({ id, createdAt: at, place: `8204456947999_${id}` });
    }
    const { keys } = addresses.addressOfChanged({ id, hostTenantId, callerId, changedAt: at });
    expect(addresses.parseChangedKeys(keys)).toEqual({ id, place: `2026-11-24T17:57:32.000Z_${id}` });
  });

  const wrong = [
    'x',
    '',
    `message_${id}_`,
    `content_${id}`,
    `due_2026-11-24_${id}`,
    `sent_${at.toISOString()}_${id}`,
    `due_${at.toISOString()}_${id}_`,
    `sender_${hostTenantId}_8204456947999_${id}`,
    `${keyIn(bySender, 0)}_`,
    keyIn(bySender, 0).replace('sender', 'due'),
    keyIn(bySender, 0).replace('sender', 'caller'),
    keyIn(byCaller, 0).replace('caller', 'sender'),
    keyIn(byCaller, 0).replace('caller', 'changed'),
    keyIn(byReference, 0).replace('reference', 'message'),
    `${changedKey(0)}_`,
    changedKey(0).replace('changed', 'caller'),
    keyIn(byCaller, 0).replace(id, id.slice(1)),
  ];

  it.each(wrong)('is nothing in %j', (rowKey) => {
    for (const parse of parsers) expect(parse({ partitionKey: '0', rowKey })).toBeUndefined();
  });

  it.each([
    addresses.addressOfMessage(id).keys.rowKey,
    addresses.addressOfDueMessage({ id, dueAt: at }).keys.rowKey,
    ...indexes.map((index) => keyIn(index, 0)),
    changedKey(0),
  ])('is nothing in another partition: %j', (rowKey) => {
    expect(parsers.filter((parse) => parse({ partitionKey: '0', rowKey }) !== undefined)).toHaveLength(1);
    for (const parse of parsers) expect(parse({ partitionKey: '1', rowKey })).toBeUndefined();
  });
});

const parsers = [
  addresses.parseMessageKeys,
  addresses.parseDueMessageKeys,
  addresses.parseIndexedKeys,
  addresses.parseChangedKeys,
];

describe('the keys of an index', () => {
  it.each(indexes)('sort the newest first: $kind', (index) => {
    const times = [0, 1, 999_999_999_999, 1_000_000_000_000, at.getTime(), at.getTime() + 1];
    const keys = times.map((time) => keyIn(index, time));
    expect(keys.toSorted()).toEqual(keys.toReversed());
  });

  it.each(indexes)('are within the bounds of their times, and none of another index is: $kind', (index) => {
    const around = (bounds: addresses.Bounds) =>
      [-1, 0, 1].map((later) => isInside(bounds, keyIn(index, at.getTime() + later)));
    expect(around(addresses.indexed(index))).toEqual([true, true, true]);
    expect(around(addresses.indexed(index, { since: at }))).toEqual([false, true, true]);
    expect(around(addresses.indexed(index, { before: at }))).toEqual([true, false, false]);
    const after = `8204456947999_${id}`;
    expect(around(addresses.indexed(index, { after }))).toEqual([true, false, false]);
    const justBefore = `8204456947999_${id.replace(/.$/, '0')}`;
    expect(around(addresses.indexed(index, { after: justBefore }))).toEqual([true, true, false]);
    expect(around(addresses.indexed(index, { after: justBefore, before: at }))).toEqual([true, false, false]);
    expect(around(addresses.indexed(index, { after, since: at }))).toEqual([false, false, false]);
    const others = [...indexes, ...otherIndexes].filter((other) => other !== index);
    const inside = others.filter((other) => isInside(addresses.indexed(index), keyIn(other, at.getTime())));
    expect(inside).toEqual([]);
  });
});

describe('the keys of changes', () => {
  it('are within the bounds of their application, place and time', () => {
    const of = { hostTenantId, callerId };
    const around = (after: string, before: Date) =>
      [-1, 0, 1].map((later) =>
        isInside(addresses.changedBetween(of, { after, before }), changedKey(at.getTime() + later)),
      );
    const later = (milliseconds: number) => new Date(at.getTime() + milliseconds);
    expect(around('0', later(2))).toEqual([true, true, true]);
    expect(around('0', at)).toEqual([true, false, false]);
    expect(around(`${at.toISOString()}_${id}`, later(2))).toEqual([false, false, true]);
    expect(around(`${at.toISOString()}_${id.replace(/.$/, '0')}`, later(2))).toEqual([false, true, true]);
    const bounds = addresses.changedBetween(of, { after: '0', before: later(2) });
    for (const other of [{ hostTenantId: otherTenantId }, { callerId: 'another' }])
      expect(isInside(bounds, changedKey(at.getTime(), { ...of, ...other }))).toBe(false);
    expect(isInside(bounds, keyIn(byCaller, at.getTime()))).toBe(false);
  });
});

describe('the keys of what is due', () => {
  it('are within the bounds of their time, and no others are', () => {
    const due = addresses.dueMessagesUntil(at);
    const dueAt = (time: number) => addresses.addressOfDueMessage({ id, dueAt: new Date(time) }).keys.rowKey;
    expect([-1, 0, 1].map((later) => isInside(due, dueAt(at.getTime() + later)))).toEqual([true, true, false]);
    const others = [addresses.addressOfMessage(id), addresses.addressOfContent(id)].map(({ keys }) => keys.rowKey);
    const keys = [...others, ...indexes.map((index) => keyIn(index, 0)), changedKey(0)];
    expect(keys.filter((key) => isInside(due, key))).toEqual([]);
  });
});

describe('fencesOf', () => {
  it('holds every fence of the sender, and nothing else of theirs or of others', () => {
    const bounds = addresses.fencesOf(sender);
    const fence = (of: typeof sender, fenceId: string) =>
      addresses.addressOfFence({ sender: of, id: fenceId }).keys.rowKey;
    for (const one of ['0', 'f']) expect(isInside(bounds, fence(sender, one.repeat(32)))).toBe(true);
    const others = ['00000b05-0000-4000-8000-000000000000', '00000b05-0000-4000-8000-000000000002'];
    for (const other of others) expect(isInside(bounds, fence({ hostTenantId, hostObjectId: other }, id))).toBe(false);
    expect(isInside(bounds, fence({ hostTenantId: otherTenantId, hostObjectId }, id))).toBe(false);
    for (const index of indexes) expect(isInside(bounds, keyIn(index, at.getTime()))).toBe(false);
  });
});
