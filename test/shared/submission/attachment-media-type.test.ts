import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findMediaTypeProblem } from '../../../shared/submission/attachment.ts';
import { extensionOf, normaliseMediaType } from '../../../shared/submission/attachment-media-type.ts';

const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

describe('normaliseMediaType', () => {
  it.each([
    ['application/pdf', 'a', 'application/pdf'],
    ['text/plain;charset="utf-8" ; name="a b.txt"', 'a', 'text/plain;charset="utf-8" ; name="a b.txt"'],
    ['application/msword(.doc)', 'a.doc', 'application/msword'],
    [`${sheet}(.xlsx)`, 'a.bin', sheet],
    [`${sheet} (.xlsx);`, 'a.bin', sheet],
    ['application/pdf;', 'a', 'application/pdf'],
    [' application/pdf ', 'a', 'application/pdf'],
    ['"application/pdf"', 'a', 'application/pdf'],
    ["'application/pdf'", 'a', 'application/pdf'],
    ['application/pdf.', 'a', 'application/pdf'],
    ['.application/pdf. ; name=a.pdf', 'a', 'application/pdf; name=a.pdf'],
    ['application / pdf', 'a', 'application/pdf'],
    ['application/pdf, text/plain', 'a', 'application/pdf'],
    ['text/plain; charset', 'a', 'text/plain'],
    ['PDF', 'Invoice.pdf', 'application/pdf'],
    ['PDF', 'Invoice.XLSX', sheet],
    ['Excel', 'List.xlsx', sheet],
    ['Document', 'Letter.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
    ['.Xlsx', 'List', sheet],
    ['PDF', 'Invoice 103042', 'application/pdf'],
    ['Excel', 'List', 'application/octet-stream'],
    ['Document', 'a.unknown', 'application/octet-stream'],
    ['', 'a.csv', 'text/csv'],
    ['', '', 'application/octet-stream'],
    ['image/*', 'a.png', 'image/png'],
    ['*/*', undefined, 'application/octet-stream'],
    ['é/b', 7, 'application/octet-stream'],
  ])('takes %j of the file %j for %s', (label, fileName, mediaType) => {
    expect(normaliseMediaType(label, fileName)).toBe(mediaType);
  });

  it.each(['application/pdf\r\nX: y', 'a\u0000/b', '\ud800', `a/${'b'.repeat(254)}`])(
    'leaves %j to be refused',
    (label) => {
      expect(normaliseMediaType(label, 'a.pdf')).toBe(label);
      expect(findMediaTypeProblem(label)).toBeTypeOf('string');
    },
  );

  it('gives a media type for every line, and that one again for itself', () => {
    const part = fc.constantFrom(
      'a',
      '/',
      ';',
      '=',
      '"',
      "'",
      '(',
      ')',
      ' ',
      '.',
      '*',
      ',',
      'pdf',
      'application/',
      'é',
    );
    const labels = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(labels, fc.constantFrom('', 'a.pdf', 'a.b'), (label, name) => {
        const mediaType = normaliseMediaType(label, name);
        expect([mediaType === '', findMediaTypeProblem(mediaType)]).toEqual([false, undefined]);
        expect(normaliseMediaType(mediaType, name)).toBe(mediaType);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('extensionOf', () => {
  it('knows the usual one of a type, and none of an unknown type', () => {
    expect(['application/pdf', 'TEXT/HTML; charset=utf-8', 'image/jpeg', 'a/b', ''].map(extensionOf)).toEqual([
      '.pdf',
      '.html',
      '.jpg',
      '',
      '',
    ]);
  });
});
