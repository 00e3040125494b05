import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findAttachmentTypeProblem,
  findBase64Problem,
  findContentIdProblem,
  findFileNameProblem,
  findMediaTypeProblem,
} from '../../../shared/submission/attachment.ts';

describe('findFileNameProblem', () => {
  it.each(['a', 'Rechnung 103042 (Kopie).pdf', '発注書.pdf', '...', '.a', 'a'.repeat(255)])('accepts %j', (name) => {
    expect(findFileNameProblem(name)).toBeUndefined();
  });

  it.each(['', '.', '..', 'a/b', 'a\\b', 'a\u0000', 'a\r\nb', 'a\u2029', '\udc00', 'a'.repeat(256)])(
    'refuses %j',
    (name) => {
      expect(findFileNameProblem(name)).toBeTypeOf('string');
    },
  );
});

describe('findAttachmentTypeProblem', () => {
  it('accepts a file, and says why another kind is refused', () => {
    expect(findAttachmentTypeProblem('#microsoft.graph.fileAttachment')).toBeUndefined();
    expect(findAttachmentTypeProblem('#microsoft.graph.itemAttachment')).toContain('attach the item as a file');
    expect(findAttachmentTypeProblem('#microsoft.graph.referenceAttachment')).toContain('a link');
    expect(findAttachmentTypeProblem('#microsoft.graph.other')).toBe('is not #microsoft.graph.fileAttachment');
  });
});

describe('findMediaTypeProblem', () => {
  it.each([
    '',
    'application/pdf',
    'image/svg+xml',
    'text/plain; charset=utf-8',
    'text/plain;charset="utf-8" ; name="a b.txt"',
    'APPLICATION/VND.openxmlformats-officedocument.spreadsheetml.sheet',
  ])('accepts %j', (type) => {
    expect(findMediaTypeProblem(type)).toBeUndefined();
  });

  it.each([
    'pdf',
    '/',
    'a/',
    'a/b/c',
    'a/b;',
    'a/b; c',
    'a/b; c="',
    'a b/c',
    'a/b\r\nX: y',
    'a/b; c="\r\n"',
    'a/b;c="é\u0085"',
    'é/b',
    `a/${'b'.repeat(254)}`,
  ])('refuses %j', (type) => {
    expect(findMediaTypeProblem(type)).toBeTypeOf('string');
  });
});

describe('findContentIdProblem', () => {
  it.each(['', 'logo', 'logo@contoso.com', '~!"'])('accepts %j', (contentId) => {
    expect(findContentIdProblem(contentId)).toBeUndefined();
  });

  it.each(['<logo>', 'a>', 'a b', 'a\n', 'é', '\u007f', 'a'.repeat(256)])('refuses %j', (contentId) => {
    expect(findContentIdProblem(contentId)).toBeTypeOf('string');
  });
});

describe('findBase64Problem', () => {
  it('accepts the base64 of any bytes, none included', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (raw) => {
        expect(findBase64Problem(Buffer.from(raw).toString('base64'))).toBeUndefined();
      }),
    );
  });

  // RFC 4648 section 10.
  it.each(['', 'Zg==', 'Zm8=', 'Zm9v', 'Zm9vYg==', 'Zm9vYmE=', 'Zm9vYmFy'])('accepts %j', (text) => {
    expect(findBase64Problem(text)).toBeUndefined();
  });

  it.each([
    'Z',
    'Zg',
    'Zg=',
    'Zm8',
    'Zm8==',
    'Zh==',
    'Zm9=',
    '====',
    '=',
    '==',
    'Zg==Zg==',
    'Zm9v\n',
    'Zm 9',
    'Zm9-',
    'Zm_v',
    'Zm9é',
    '=Zm9',
  ])('refuses %j', (text) => {
    expect(findBase64Problem(text)).toBeTypeOf('string');
  });

  it('says of a space that it may have been a +', () => {
    expect(findBase64Problem('AAAA AAA')).toContain('in place of a +');
  });

  it('accepts exactly the text that encodes its bytes', () => {
    const digit = fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '+', '/', '=', '-', '_', ' ', '\n');
    fc.assert(
      fc.property(fc.string({ unit: digit, maxLength: 8 }), (text) => {
        const isExact = Buffer.from(text, 'base64').toString('base64') === text;
        expect(findBase64Problem(text) === undefined).toBe(isExact);
      }),
      { numRuns: 2_000 },
    );
  });
});
