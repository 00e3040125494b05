import { describe, expect, it } from 'vitest';
import { isWritable, readLanguageCode } from '../../../shared/templates/language-codes.ts';

describe('readLanguageCode', () => {
  it.each([
    ['SVE', 'sv-SE'],
    ['DES', 'de-CH'],
    ['DEA', 'de-AT'],
    ['DEU', 'de-DE'],
    ['ENU', 'en-US'],
    ['ENG', 'en-GB'],
    ['ENA', 'en-AU'],
    ['ENC', 'en-CA'],
    ['ENZ', 'en-NZ'],
    ['DAN', 'da-DK'],
    ['FRA', 'fr-FR'],
    ['FRB', 'fr-BE'],
    ['FRC', 'fr-CA'],
    ['FRS', 'fr-CH'],
    ['NLD', 'nl-NL'],
    ['NLB', 'nl-BE'],
    ['NOR', 'nb-NO'],
    ['FIN', 'fi-FI'],
    ['ISL', 'is-IS'],
    ['ITA', 'it-IT'],
    ['ITS', 'it-CH'],
    ['ESP', 'es-ES'],
    ['ESN', 'es-ES'],
    ['ESM', 'es-MX'],
    ['CSY', 'cs-CZ'],
    ['ETI', 'et-EE'],
    ['PLK', 'pl-PL'],
    ['PTG', 'pt-PT'],
    ['RUS', 'ru-RU'],
    ['TRK', 'tr-TR'],
    ['JPN', 'ja-JP'],
    ['CHS', 'zh-CN'],
    // Never the language of Estonia, which BCP 47 writes with two letters.
    ['EST', 'es-US'],
    ['dan', 'da-DK'],
    [' DAN ', 'da-DK'],
    ['en-us', 'en-US'],
    ['de', 'de'],
    ['de_CH', 'de-CH'],
    ['zh-hans', 'zh-Hans'],
    ['sr-latn-rs', 'sr-Latn-RS'],
    ['no', 'nb'],
    ['no-NO', 'nb-NO'],
    ['de-CH-u-nu-arab', 'de-CH'],
  ])('reads %s as %s', (code, tag) => {
    expect(readLanguageCode(code)).toBe(tag);
  });

  it.each(['', 'x', 'Swedish (Sweden)', '1053', 'en us', '*', 'a'.repeat(36), '__proto__', 'constructor'])(
    'knows no language in %s',
    (code) => {
      expect(readLanguageCode(code)).toBeUndefined();
    },
  );

  it('leads from every code of Business Central to a language that dates and amounts can be written in', () => {
    // The languages of its own translations, by their codes in Windows.
    const codes =
      'BGR CAT CSY DAN DEA DES DEU ELL ENA ENC ENG ENI ENU ENZ ESM ESN ESP ETI FIN FRA FRB FRC FRS HRV HUN IND ISL ITA ITS JPN ' +
      'KOR LTH LVI NLB NLD NOR PLK PTB PTG ROM RUS SKY SLV SRM SVE THA TRK UKR VIT';
    const tags = codes.split(' ').map((code) => readLanguageCode(code));
    expect(tags.filter((tag) => tag === undefined || !isWritable(tag) || !/^[a-z]{2}-/.test(tag))).toEqual([]);
    expect(new Set(tags).size).toBe(tags.length - 1);
  });

  it('tells languages that Intl would replace by that of the process', () => {
    expect(['sve', 'des', 'xx'].filter(isWritable)).toEqual([]);
  });
});
