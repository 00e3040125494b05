import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../shared/templates/choose-language.ts';
import { storeTemplate } from './sample-template.ts';

describe('chooseLanguage', () => {
  const say = { subject: 'x', text: 'x' };
  const document = storeTemplate({
    defaultLanguage: 'en-us',
    fallbackLanguages: ['de', 'fr-FR'],
    languages: Object.fromEntries(
      ['en-us', 'FRA', 'DES', 'de', 'de-AT', 'zh-Hant', 'sr-Latn', 'nb'].map((key) => [key, say]),
    ),
  });

  it.each([
    // The same.
    ['DES', 'de-CH', 'de-CH'],
    ['de-at', 'de-AT', 'de-AT'],
    ['FRA', 'fr-FR', 'fr-FR'],
    ['no', 'nb', 'nb'],
    // The language without a region, then of another region; written as in the one that was wished.
    ['DEL', 'de', 'de-LU'],
    ['NOR', 'nb', 'nb-NO'],
    ['FRC', 'fr-FR', 'fr-CA'],
    ['ENG', 'en-US', 'en-GB'],
    ['zh-TW', 'zh-Hant', 'zh-TW'],
    // Another script, or another language: the fallback.
    ['CHS', 'de', 'de'],
    ['sr-Cyrl-RS', 'de', 'de'],
    ['SVE', 'de', 'de'],
    ['EST', 'de', 'de'],
    ['not a language', 'de', 'de'],
    ['', 'de', 'de'],
    [undefined, 'de', 'de'],
  ])('for %s takes %s and writes as in %s', (wish, tag, locale) => {
    expect(chooseLanguage(document, wish)).toMatchObject({ tag, locale });
  });

  it('takes the default language where no fallback is named', () => {
    const { key, tag } = chooseLanguage(
      storeTemplate({ defaultLanguage: 'ENU', languages: { DAN: say, 'en-us': say } }),
      'SVE',
    );
    expect({ key, tag }).toEqual({ key: 'en-us', tag: 'en-US' });
  });
});
