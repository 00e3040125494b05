import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addressOfAttachment,
  addressOfDueAttachment,
  digitsOf,
  dueAttachmentsUntil,
  formatAttachmentId,
  isAttachmentId,
  looksLikeAttachmentId,
  nameAttachmentBlob,
  parseDueAttachmentRowKey,
} from '../../shared/attachment-addresses.ts';
import { createAttachmentId } from '../../shared/attachments/attachment-id.ts';

const digits = '0123456789abcdef0123456789abcdef';
const id = `guestmail-file-${digits}`;
const date = fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });

describe('the id of a file', () => {
  it('is new every time, and known as what it is', () => {
    const ids = Array.from({ length: 1_000 }, createAttachmentId);
    expect(new Set(ids).size).toBe(1_000);
    expect(ids.every((one) => isAttachmentId(one) && looksLikeAttachmentId(one))).toBe(true);
  });

  it('is no other text, and no name that a file has', () => {
    const near = [digits, `${id}0`, id.slice(0, -1), ` ${id}`, `${id}\n`, id.toUpperCase(), `${id}.pdf`, `x${id}`];
    for (const text of near) expect(isAttachmentId(text)).toBe(false);
    fc.assert(fc.property(fc.string(), (text) => !isAttachmentId(text) && !isAttachmentId(`${text}.pdf`)));
  });

  it('is refused in another form wherever an address is made of it', () => {
    for (const text of ['', digits, id.toUpperCase(), `${id}'`]) {
      expect(() => digitsOf(text)).toThrow('id of a file');
      expect(() => addressOfAttachment(text)).toThrow('id of a file');
      expect(() => addressOfDueAttachment({ id: text, at: new Date(0) })).toThrow('id of a file');
    }
    expect(() => formatAttachmentId('x')).toThrow('32 hex digits');
  });
});

describe('the addresses of a file', () => {
  it('hold nothing but tenant, day and digits', () => {
    expect(addressOfAttachment(id)).toEqual({
      table: 'messages',
      keys: { partitionKey: '0', rowKey: `file_${digits}` },
    });
    expect(
      nameAttachmentBlob({
        id,
        hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
        createdAt: new Date('2026-11-24T23:59:59.999Z'),
      }),
    ).toBe(`c0a7050c-0000-4000-8000-000000000001/2026-11-24/${digits}.file`);
  });

  it('say when it is due, sorted by that, and are read back', () => {
    fc.assert(
      fc.property(date, date, (at, now) => {
        const { rowKey } = addressOfDueAttachment({ id, at }).keys;
        expect(parseDueAttachmentRowKey(rowKey)).toEqual({ id, at });
        expect(rowKey < dueAttachmentsUntil(now).below).toBe(at <= now);
      }),
    );
    for (const rowKey of ['', digits, `2026-11-24T23:59:59.999Z_${digits}_1`, `2026-13-24T23:59:59.999Z_${digits}`])
      expect(parseDueAttachmentRowKey(rowKey)).toBeUndefined();
  });
});
