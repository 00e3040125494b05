import { describe, expect, it } from 'vitest';
import { describeReceipt } from '../../../shared/grants/describe-receipt.ts';
import { erasedKinds, type EraseReceipt, type RemainingKind } from '../../../shared/grants/erase.ts';
import { ann } from './grants-fixture.ts';

const at = new Date('2026-11-30T08:00:00Z');
const remainingKinds: RemainingKind[] = ['messages', 'generation', 'test_times', 'message_index'];
const receipt: EraseReceipt = {
  at,
  deleted: erasedKinds.map((kind, index) => ({ kind, count: index + 1 })),
  remaining: remainingKinds.map((kind, index) => ({ kind, until: new Date(at.getTime() + index * 3_600_000) })),
  isOwn: true,
};

describe('describeReceipt', () => {
  it('says whose it is, when, what was deleted and what stays until when, as JSON can', () => {
    const document = describeReceipt(receipt, ann);
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
    expect(document).toMatchObject({
      document: 'guestmail_erasure_receipt',
      version: 1,
      ...ann,
      at: '2026-11-30T08:00:00.000Z',
      deleted: erasedKinds.map((kind, index) => ({ kind, count: index + 1 })),
      remaining: remainingKinds.map((kind, index) => ({
        kind,
        until: `2026-11-30T${String(8 + index).padStart(2, '0')}:00:00.000Z`,
      })),
    });
    for (const { what } of [...document.deleted, ...document.remaining]) expect(what).toMatch(/^[A-Z].*\.$/);
  });

  it('counts nothing of a former account, and names nobody', () => {
    const { deleted } = describeReceipt({ ...receipt, isOwn: false }, ann);
    expect(deleted.map((one) => Object.keys(one))).toEqual(erasedKinds.map(() => ['kind', 'what']));
    expect(JSON.stringify(describeReceipt(receipt, ann))).not.toContain('@');
  });

  it('is whole where there was nothing', () => {
    expect(describeReceipt({ at, deleted: [], remaining: [], isOwn: true }, ann)).toMatchObject({
      deleted: [],
      remaining: [],
    });
  });
});
