import { describe, expect, it } from 'vitest';
import { sourceDocumentSchema } from '../../../shared/callers/source-document.ts';
import { parseSourceSegment } from '../../../shared/callers/source-segment.ts';

const callerId = '0000ca11-0000-4000-8000-000000000001';

describe('sourceDocumentSchema', () => {
  it('takes an application and the names of one secret or two, the GUID in any case', () => {
    expect(sourceDocumentSchema.parse({ callerId: callerId.toUpperCase(), secretNames: ['one', 'Two-2'] })).toEqual({
      callerId,
      secretNames: ['one', 'Two-2'],
    });
  });

  it.each([
    [{ secretNames: ['one'] }, ['callerId'], expect.any(String)],
    [{ callerId: 'erp', secretNames: ['one'] }, ['callerId'], 'is not a GUID'],
    [{ callerId: `x${callerId}`, secretNames: ['one'] }, ['callerId'], 'is not a GUID'],
    [{ callerId: `${callerId}0`, secretNames: ['one'] }, ['callerId'], 'is not a GUID'],
    [{ callerId }, ['secretNames'], expect.any(String)],
    [{ callerId, secretNames: [] }, ['secretNames'], 'is empty'],
    [{ callerId, secretNames: ['a', 'b', 'c'] }, ['secretNames'], 'has more than 2 names'],
    [{ callerId, secretNames: ['a', 'A'] }, ['secretNames'], 'has a name twice'],
    [
      { callerId, secretNames: ['a', 'whsec_x'] },
      ['secretNames', 1],
      'is not a Key Vault object name (letters, digits, hyphens)',
    ],
    [{ callerId, secretNames: [7] }, ['secretNames', 0], expect.any(String)],
  ])('refuses %j at its place', (document, path, message) => {
    expect(sourceDocumentSchema.safeParse(document).error?.issues).toMatchObject([{ path, message }]);
  });

  it('refuses what it does not know', () => {
    const document = { callerId, secretNames: ['one'], secret: 'whsec_x' };
    expect(sourceDocumentSchema.safeParse(document).error?.issues).toMatchObject([{ keys: ['secret'] }]);
  });
});

describe('parseSourceSegment', () => {
  it('reads host tenant and name', () => {
    expect(parseSourceSegment(`${callerId}.shop-1`)).toEqual({ hostTenantId: callerId, name: 'shop-1' });
  });

  it.each([
    '',
    'shop',
    '.shop',
    `${callerId}.`,
    `${callerId}.Shop`,
    `${callerId}.-shop`,
    `${callerId}.shop.shop`,
    `${callerId}.shop/x`,
    `${callerId}.${'s'.repeat(65)}`,
    `${callerId.toUpperCase()}.shop`,
    `x${callerId}.shop`,
    `${callerId}.shop\n`,
  ])('knows no source %j', (segment) => {
    expect(parseSourceSegment(segment)).toBeUndefined();
  });
});
