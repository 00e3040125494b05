import { describe, expect, it } from 'vitest';
import { ACCEPT_LANGUAGE_MAX_CHARACTERS, LANGUAGE_RANGES_MAX } from '../../../../shared/limits.ts';
import { chooseLanguage, lookUp } from '../../../../shared/pages/text/choose-language.ts';

describe('chooseLanguage', () => {
  it.each([
    // What browsers and programs send
    [null, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-US,en;q=0.9,de;q=0.8', 'en'],
    ['ja,de-DE;q=0.7,en;q=0.3', 'de'],
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['es-419,es;q=0.9', 'es'],
    ['ca-ES, es-ES;q=0.9, en;q=0.5', 'es'],
    ['fy, nl-BE;q=0.8', 'nl'],
    ['nb-NO, da;q=0.8, en;q=0.5', 'da'],
    ['sv-FI, fi;q=0.9', 'sv'],
    ['ja,zh-Hans-CN;q=0.9', 'en'],
    // Weights decide, then the order
    ['en;q=0.1, de;q=0.2', 'de'],
    ['de;q=0.5, en;q=0.5', 'de'],
    ['en, de', 'en'],
    ['de;q=0.001, ja', 'de'],
    ['ja;q=1.000, de;q=0.999', 'de'],
    ['*, de;q=0.5', 'de'],
    ['de;q=0.5, *', 'de'],
    // Refused
    ['de;q=0', 'en'],
    ['de;q=0.000, de-AT', 'en'],
    ['DE;q=0, de', 'en'],
    ['de-AT;q=0, de;q=0.5', 'de'],
    ['en;q=0, de;q=0', 'en'],
    ['*;q=0', 'en'],
    // Letters, white space, subtags
    ['DE-ch-1996', 'de'],
    [' \tde \t; \tQ=0.5 ,, ', 'de'],
    ['de-x-private', 'de'],
    ['deu, x-de, i-de, de_AT', 'en'],
    // Not readable: left out, the rest counts
    ['de;q=2', 'en'],
    ['de;q=-1', 'en'],
    ['de;q=0.1234', 'en'],
    ['de;q=', 'en'],
    ['de;level=1', 'en'],
    ['de;q=0.9;q=0.8', 'en'],
    ['de de', 'en'],
    ['-de', 'en'],
    ['de-', 'en'],
    ['de-toolongsubtag', 'en'],
    ['"de"', 'en'],
    ['<script>alert(1)</script>, de', 'de'],
    ['d\u0435, de', 'de'],
    ['__proto__, constructor, toString, de;q=0.1', 'de'],
    ['\0, \r\n, de', 'de'],
  ])('%j: %s', (accepted, language) => {
    expect(chooseLanguage(accepted)).toBe(language);
  });

  it('looks at no more than a browser sends', () => {
    const few = `${'ja,'.repeat(LANGUAGE_RANGES_MAX - 1)}de`;
    expect([chooseLanguage(few), chooseLanguage(`ja,${few}`)]).toEqual(['de', 'en']);
    const long = 'de'.padEnd(ACCEPT_LANGUAGE_MAX_CHARACTERS, ' ');
    expect([chooseLanguage(long), chooseLanguage(`${long} `)]).toEqual(['de', 'en']);
  });
});

describe('lookUp', () => {
  it.each([
    ['de', 'de'],
    ['DE-at', 'de'],
    ['en-GB', 'en'],
    ['', undefined],
    ['*', undefined],
    ['tlh', undefined],
    ['constructor', undefined],
    ['de_AT', undefined],
  ])('%j: %s', (range, language) => {
    expect(lookUp(range)).toBe(language);
  });
});
