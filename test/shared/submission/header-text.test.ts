import { describe, expect, it } from 'vitest';
import { findEncodingProblem, findHeaderTextProblem } from '../../../shared/submission/header-text.ts';

describe('findHeaderTextProblem', () => {
  it.each(['', 'Rechnung Nr. 7', '発注書', '😀', 'a\u00a0b', '\u202e'])('accepts %j', (text) => {
    expect(findHeaderTextProblem(text)).toBeUndefined();
  });

  it('refuses every control character, line separator and paragraph separator', () => {
    const codes = [...Array(0x20).keys(), ...Array.from({ length: 0x21 }, (_, index) => 0x7f + index), 0x2028, 0x2029];
    for (const code of codes) expect(findHeaderTextProblem(`a${String.fromCharCode(code)}b`)).toContain('control');
  });

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('refuses %j', (text) => {
    expect(findHeaderTextProblem(text)).toContain('surrogate');
  });
});

describe('findEncodingProblem', () => {
  it('takes several lines but no half of a surrogate pair', () => {
    expect(findEncodingProblem('a\r\n\tb\u2028')).toBeUndefined();
    expect(findEncodingProblem('a\ud83d')).toContain('surrogate');
  });
});
