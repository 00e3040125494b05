import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../shared/write-csv.ts';

describe('writeCsv', () => {
  it('ends every row as RFC 4180 says, and quotes what a comma, a quote or a line break would split', () => {
    expect(
      writeCsv([
        ['a', 'b'],
        ['1,2', 'say "x"\nagain'],
      ]),
    ).toBe('\ufeffa,b\r\n"1,2","say ""x""\nagain"\r\n');
  });

  it.each([
    ['SI-1;=2+5', `"SI-1;'=2+5"`],
    ['x; @a', `"x; '@a"`],
    ['x\n-1', `"x\n'-1"`],
    ['x\t+1', "x\t'+1"],
    ['a;b-c', '"a;b-c"'],
    ['x;"=2+5;y', `"x;""'=2+5;y"`],
    ['x\n"=2+5', `"x\n""'=2+5"`],
    [' =2+5', `' =2+5`],
    ['2026-11-30', '2026-11-30'],
  ])('keeps a formula out of what a spreadsheet splits at a semicolon: %j', (text, cell) => {
    expect(writeCsv([[text]])).toBe(`\ufeff${cell}\r\n`);
  });

  it.each(['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '\uff1d1', '\0=1'])(
    'begins %j with an apostrophe',
    (text) => {
      expect(writeCsv([[text]])).toMatch(/^\ufeff"?'/);
    },
  );
});
